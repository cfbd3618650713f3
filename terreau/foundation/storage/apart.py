"""The separate host for files, where the operator names one: there no cookie counts, only a ticket."""

from urllib.parse import urlsplit

from django.conf import settings


def files_host() -> str:
    """Its name with its port, or empty: none is named, or it is the pages’ own."""
    host = urlsplit(settings.CONFIGURATION.files_url).netloc.lower()
    return host if host != urlsplit(settings.PUBLIC_URL).netloc.lower() else ""
