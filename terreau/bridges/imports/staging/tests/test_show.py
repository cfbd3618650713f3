"""One step makes all of it visible, to whom each thing is for, and nothing of it is new."""

from pathlib import Path

import pytest

from terreau.bridges.imports.staging import actions
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.tests.community import archive
from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.jobs import execution
from terreau.network.people import queries as people
from terreau.network.posts import queries as posts
from terreau.network.search.models import Indexed
from terreau.network.spaces import queries as spaces


@pytest.fixture
def run(system: Person, tmp_path: Path) -> Import:
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    return Import.objects.get()


def test_show_opens_open_spaces_and_keeps_private_ones_secret(system: Person, charlie: Person, run: Import) -> None:
    actions.show(system, run=run)
    assert {space.name for space in spaces.seen_by(charlie)} == {"general", "old"}
    assert posts.seen_by(charlie).filter(body__contains="a question").exists()
    assert not posts.seen_by(charlie).filter(body__contains="nobody else").exists()
    assert people.seen_by(charlie).filter(name="Deploy", kind=Kind.BOT).exists()
    assert not Person.objects.filter(name__in=["Ada", "Bea"], joined_at__isnull=False).exists()


def test_show_opens_secret_ones_to_their_members(system: Person, tmp_path: Path) -> None:
    bea = Person.objects.create(name="Bea", email="bea@lumen.example", joined_at="2020-01-01T00:00Z")
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    actions.show(system, run=Import.objects.get())
    assert {space.name for space in spaces.seen_by(bea)} == {"general", "old", "board"}
    assert posts.unread_count(bea) == 0


def test_show_twice_changes_nothing(system: Person, run: Import) -> None:
    first = actions.show(system, run=run).shown_at
    assert actions.show(system, run=run).shown_at == first
    assert Activity.objects.filter(kind="imports.shown").count() == 1


def test_show_lets_search_find_it(system: Person, run: Import) -> None:
    assert not Indexed.objects.exists()
    actions.show(system, run=run)
    execution.work_off(lanes=["slow"])
    assert {row.kind for row in Indexed.objects.all()} == {"person", "space", "post", "comment", "file"}


def test_show_is_for_administrators(alice: Person, run: Import) -> None:
    with pytest.raises(Refused):
        actions.show(alice, run=run)
    Import.objects.update(staged_at=None)
    with pytest.raises(Refused):
        actions.show(actions.at_terminal(), run=Import.objects.get())
