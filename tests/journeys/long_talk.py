"""A conversation of two thousand messages of every length, written straight to the tables.

`python -m tests.journeys.long_talk DIR` prints its key.
"""

import os
import sys
from datetime import timedelta
from importlib import import_module
from random import Random

import django
from django.db import transaction
from django.utils import timezone

MANY = 2_000
WORDS = ("Le lot", "est arrivé", "à l’atelier", "avec deux jours", "de retard,", "la qualité reste", "bonne, merci")


def body(dice: Random, number: int) -> str:
    """One line or many."""
    lines = [" ".join(dice.choices(WORDS, k=dice.choice([2, 5, 12, 40]))) for _ in range(dice.choice([1, 1, 1, 4]))]
    return f"<p>{number}. {'<br>'.join(lines)}</p>"


def write() -> str:
    """Its key."""
    models = import_module("terreau.network.chat.models")
    person = import_module("terreau.foundation.identity.models").Person
    alice, dora = (person.objects.get(username=login) for login in ("alice", "dora"))
    first, second = sorted((alice, dora), key=lambda one: one.pk)
    talk = models.Conversation.objects.get(first=first, second=second)
    dice, start = Random(MANY), timezone.now() - timedelta(days=200)
    rows = [
        models.Message(
            conversation=talk,
            number=number,
            author=dice.choice([alice, dora]),
            body=body(dice, number),
            language="fr",
            sent_at=start + timedelta(minutes=137 * number),
        )
        for number in range(talk.last_number + 1, MANY + 1)
    ]
    models.Message.objects.bulk_create(rows, batch_size=500)
    models.Conversation.objects.filter(pk=talk.pk).update(last_number=MANY)
    models.Participant.objects.filter(conversation=talk).update(read_number=MANY)
    return str(talk.key)


if __name__ == "__main__":
    os.environ["TERREAU_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "terreau.project.settings"
    django.setup()
    with transaction.atomic():
        print(write())  # noqa: T201 - its product
