"""What a visitor is told when something failed: the database being away is not our fault and soon over."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from terreau.foundation.ui import views


def server_error(request: HttpRequest) -> HttpResponse:
    """503 and when to come back while the database is away or full; 500 with the incident’s number otherwise."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return views.unavailable(request)
    return views.server_error(request)
