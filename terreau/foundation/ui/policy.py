"""What browsers may do with our pages: all from here, nothing inline, nothing from elsewhere, no frame around."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def content_policy(files_url: str = "") -> str:
    """The content security policy; `files_url` names the separate host of downloads, where there is one."""
    files = urlsplit(files_url)
    elsewhere = f" {files.scheme}://{files.netloc}" if files.netloc else ""
    return (
        f"default-src 'self'; img-src 'self'{elsewhere}; media-src 'self'{elsewhere}; connect-src 'self'{elsewhere}; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class PolicyMiddleware:
    """Adds the policy to every answer that does not bring its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = content_policy(settings.CONFIGURATION.files_url)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", FEATURES)
        return response
