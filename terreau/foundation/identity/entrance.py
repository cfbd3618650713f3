"""How allauth's entrance meets our Person: no open sign-up, safe redirects, quiet about who exists."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from terreau.foundation.identity.addresses import group_of, own_path

NO_MATCH = _("This name and password do not match. Your name was kept.")


FAILED = {"app": "allauth.account", "action": "login_failed"}


def attempts_left(request: HttpRequest, key: str) -> int | None:
    """How many wrong passwords this name may still be given before a pause; None where nothing limits them."""
    for rate in ratelimit.get_rates(**FAILED):
        if rate.per == "key":
            made = cache.get(ratelimit.get_cache_key(request, **FAILED, rate=rate, key=key), [])
            return max(0, int(rate.amount) - len(made))
    return None


def before_the_pause(left: int) -> str:
    """What may still be tried, as the sign-in page says it."""
    if not left:
        return str(_("The next attempt is possible in five minutes."))
    words = ngettext(
        "%(num)s attempt remains before a five-minute pause.",
        "%(num)s attempts remain before a five-minute pause.",
        left,
    )
    return words % {"num": left}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NO_MATCH,
        "username_password_mismatch": NO_MATCH,
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again. Your name was kept."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit, or its time is over. Try the next one."),
        "invalid_login": NO_MATCH,
    }

    left: int | None = None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever has the name, anybody or nobody, the count is the same (D07)."""
        self.left = attempts_left(request, self._get_login_attempts_cache_key(request, **credentials))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """What allauth is about to say; of a wrong password, also what may still be tried."""
        if self.left is not None and code.endswith("_password_mismatch"):
            return ValidationError(f"{NO_MATCH} {before_the_pause(self.left)}", code=code)
        said: ValidationError = super().validation_error(code, *args)
        return said

    def get_client_ip(self, request: HttpRequest) -> str:
        """What rate limits count. `REMOTE_ADDR` was settled at the port: nobody but our own proxies can choose it."""
        return group_of(request.META.get("REMOTE_ADDR", ""))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by invitation, directory or import; nobody registers alone."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """After signing in one lands on this very site, wherever `next` points (D05)."""
        return bool(url) and own_path(url)
