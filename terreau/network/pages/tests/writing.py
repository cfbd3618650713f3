"""What the tests of pages have in common."""

from collections.abc import Callable
from typing import Any

from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.pages import actions
from terreau.network.pages.models import Page
from terreau.network.spaces.models import Space


def told(kind: str) -> list[Activity]:
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def written(actor: Person, space: Space, title: str = "Guide de pose", **more: Any) -> Page:
    return actions.create(actor, space=space, title=title, body=more.pop("body", "<p>Poser la vis.</p>"), **more)


def again(page: Page) -> Page:
    """The page as the database has it now."""
    return Page.objects.select_related("space", "parent").get(pk=page.pk)


Refusing = Callable[..., Any]
