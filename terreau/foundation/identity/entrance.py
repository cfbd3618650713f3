"""How allauth's entrance meets our Person: no open sign-up, safe redirects, quiet about who exists."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from terreau.foundation.identity.addresses import group_of, own_path

NO_MATCH = _("This name and password do not match. Your name was kept.")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NO_MATCH,
        "username_password_mismatch": NO_MATCH,
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again. Your name was kept."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit, or its time is over. Try the next one."),
        "invalid_login": NO_MATCH,
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """What rate limits count. `REMOTE_ADDR` was settled at the port: nobody but our own proxies can choose it."""
        return group_of(request.META.get("REMOTE_ADDR", ""))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by invitation, directory or import; nobody registers alone."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """After signing in one lands on this very site, wherever `next` points (D05)."""
        return bool(url) and own_path(url)
