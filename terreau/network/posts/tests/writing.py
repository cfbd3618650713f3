"""What the tests of drafts have in common."""

from datetime import timedelta

from django.utils import timezone

from terreau.foundation.activity.models import Activity
from terreau.foundation.storage import actions as storage
from terreau.network.posts import actions

SOON = timedelta(hours=1)


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def file_of(person, name="plan.txt"):
    return storage.keep(person, content=b"text", name=name).key


def writing(space, **more):
    return actions.Writing(**{"space": space, "title": "Titre", "body": "<p>Bonjour</p>", **more})


def scheduled(person, space, *, due=True, **more):
    """A scheduled draft; `due`: its time has just come."""
    draft = actions.schedule(person, said=writing(space, **more), at=timezone.now() + SOON)
    if due:
        draft.scheduled_for = timezone.now() - SOON
        draft.save(update_fields=["scheduled_for"])
    return draft
