import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from terreau.foundation.identity.models import Person
from terreau.foundation.jobs.execution import work_off
from terreau.foundation.jobs.models import Job
from terreau.foundation.jobs.queue import pause_after
from terreau.foundation.mail import outbox
from terreau.foundation.mail.models import Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def our_door(settings: Any) -> None:
    """Tests keep mails in memory; these send them as the product does."""
    settings.EMAIL_BACKEND = "terreau.foundation.mail.backend.Backend"


def test_a_forgotten_password_takes_the_urgent_lane_and_leaves_no_secret_behind(
    bob: Person, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    Client().post("/account/password/reset/", {"email": bob.email})
    while work_off():
        continue
    assert {job.lane for job in Job.objects.filter(task__endswith="post_waiting")} == {"urgent"}
    assert not Waiting.objects.exists()
    (lying,) = outbox.newest()[0]
    found = outbox.one(lying.name)
    assert lying.kind == "entrance" and found and re.search(r"http://127\.0\.0\.1:8000/account/\S+", found.text)


def test_a_write_that_is_undone_sends_nothing(bob: Person, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    with transaction.atomic():
        mail.EmailMessage("Objet", "Texte", to=[bob.email or ""]).send()
        transaction.set_rollback(True)
    work_off(lanes=["urgent"])
    assert outbox.newest() == ([], 0) and not Waiting.objects.exists()


def test_a_mail_server_that_is_away_for_an_hour_loses_nothing(bob: Person) -> None:
    Client().post("/account/password/reset/", {"email": bob.email})
    work_off(lanes=["default"])
    job = Job.objects.get(task__endswith="post_waiting")
    pauses = [pause_after(attempt) for attempt in range(1, job.max_attempts)]
    assert 3600 < sum(pauses) < 6 * 3600
