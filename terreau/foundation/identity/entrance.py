"""How allauth's entrance meets our Person: no open sign-up, safe redirects, quiet about who exists."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by invitation, directory or import; nobody registers alone."""
        return False
