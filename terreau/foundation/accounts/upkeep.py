"""What the room does on its own, by the schedule."""

import logging

from allauth.mfa.models import Authenticator
from django.db import transaction
from django_tasks import task

from terreau.foundation.accounts import sealing

log = logging.getLogger(__name__)
CHUNK = 500


@task(queue_name="slow")
def seal_second_factors() -> None:
    """After the secret of the install was changed: what a former one sealed is sealed anew, each in its own breath."""
    lost = 0
    kept = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", "data")
    for stale in [pk for pk, data in kept.iterator(chunk_size=CHUNK) if not sealing.is_fresh(data)]:
        try:
            seal_anew(stale)
        except sealing.Lost:
            lost += 1
    if lost:
        log.error("second factors cannot be read: the secret that sealed them is gone", extra={"count": lost})


@transaction.atomic
def seal_anew(authenticator: int) -> None:
    """One of them, unless it was removed meanwhile. Raises `Lost`."""
    row = Authenticator.objects.select_for_update().filter(pk=authenticator).first()
    if row is not None:
        row.data = sealing.sealed_anew(row.data)
        row.save(update_fields=["data"])
