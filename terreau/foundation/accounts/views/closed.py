"""Doors of the entrance that this house does not have: nobody registers alone or changes an address unasked."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import open_to_all


@csrf_exempt
@open_to_all
def closed(request: HttpRequest, **ignored: str) -> HttpResponse:
    """As if the address had never existed."""
    raise Absent
