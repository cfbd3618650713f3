"""Hostile words in every column where people’s words stand, whatever the room.

`python -m tests.journeys.poison DIR DATA`.

A new column is poisoned by itself; one that holds no words as they were typed is named in `KEPT`, with the reason.
"""

import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db import connection, models, transaction

from tests.journeys.hostile import naughty, payloads, short

LONGEST, MANY, FEW = 300, 400, 30
# Model or model.column -> why it keeps what it holds.
KEPT = {
    "Indexed": "written by the analyser",
    "Imported": "numbers of other networks",
    "Import.report": "counts",
    "Word": "written by the analyser",
    "Facet.value": "written by the analyser",
    "CustomField.slug": "written by us",
    "Waiting": "a mail, as it leaves",
    "Activity": "ids and kinds",
    "Cursor": "names of functions",
    "Unheard.listener": "names of functions",
    "Receipt": "an answer, as it was given",
    "Segment": "digests",
    "Job": "names and arguments of functions",
    "Worker": "names of processes",
    "Round": "names of functions",
    "Policy": "names and values of rules",
    "Notice": "kinds",
    "Draft.options": "keys and choices",
    "Post.about_kind": "kinds",
    "PageDraft.attached": "keys",
    "Event.zone": "from a menu",
    **{f"{model}.{column}": "made from the name" for model in ("Folder", "Document") for column in ("folded", "order")},
    "Event.link": "checked where it is typed",
    "Space.words": "written by the analyser",
    "Skill.folded": "written by the analyser",
    "Tag.folded": "written by the analyser",
    "Profile.sort_name": "written by the analyser",
    "Network.accent_light": "a colour",
    "Network.accent_dark": "a colour",
    "Network.languages": "codes",
    "Network.default_language": "a code",
    "Network.logo": "an address of ours",
    "Person.username": "how one comes in",
    "Person.email": "checked where it is typed",
    "Person.photo": "a key",
    "Invitation.email": "checked where it is typed",
    "AddressChange": "checked where it is typed",
    # Clean HTML, made from what was typed: `test_hostile.py` types it.
    **{
        f"{model}.body": "clean HTML"
        for model in ("Post", "Comment", "Draft", "Version", "Page", "PageDraft", "Event", "Message", "Wording")
    },
}


def columns() -> Iterator[tuple[type[models.Model], "models.Field[Any, Any]"]]:
    """Every column of the product that holds people’s words as they typed them."""
    words_in = import_module("tests.worlds.canaries").text_columns
    for model in apps.get_models():
        if model.__module__.startswith("terreau.") and model.__name__ not in KEPT:
            yield from ((model, one) for one in words_in(model) if f"{model.__name__}.{one.name}" not in KEPT)


def poisoned(value: Any, texts: Iterator[str]) -> Any:
    """The same shape, other words."""
    if isinstance(value, dict):
        return {key: poisoned(inner, texts) for key, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner, texts) for inner in value]
    return next(texts) if isinstance(value, str) and value else value


def poison(data: Path) -> dict[str, int]:
    """How many rows of each column hold hostile words now."""
    said, counts = [*payloads(data), *naughty(data)], {}
    for model, column in columns():
        texts = cycle(short(said, min(column.max_length or LONGEST, LONGEST), MANY))
        rows = list(model._default_manager.order_by("pk").values_list("pk", column.attname))
        filled = [(pk, value) for pk, value in rows if value] or [(pk, "x") for pk, _ in rows[-FEW:]]
        changes = [(written(column, poisoned(value, texts)), pk) for pk, value in filled]
        table, name = model._meta.db_table, column.column
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {name} = %s WHERE {model._meta.pk.column} = %s", changes)
        counts[f"{model.__name__}.{column.name}"] = len(changes)
    return counts


def written(column: "models.Field[Any, Any]", value: Any) -> Any:
    return json.dumps(value) if isinstance(column, models.JSONField) else value


if __name__ == "__main__":
    os.environ["TERREAU_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "terreau.project.settings"
    django.setup()
    with transaction.atomic():
        print(json.dumps(poison(Path(sys.argv[2]))))  # noqa: T201 - its product
