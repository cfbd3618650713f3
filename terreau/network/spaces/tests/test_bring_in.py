import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.spaces import queries
from terreau.network.spaces.actions import importing
from terreau.network.spaces.actions.importing import Arriving
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_bring_in_spaces_nobody_sees(alice: Person, operator: Person) -> None:
    arriving = [Arriving("k2", "General", creator_id=alice.pk, source="Slack, 2016"), Arriving("k3", "B", private=True)]
    ids = importing.bring_in(operator, spaces=[*arriving, Arriving("k4", "Old", archived=True)])
    rows = {space.name: space for space in Space.objects.filter(pk__in=ids.values())}
    assert [rows[name].openness for name in ("General", "B", "Old")] == ["open", "secret", "open"]
    assert [rows[name].archived_at is not None for name in ("General", "B", "Old")] == [False, False, True]
    assert rows["General"].source == "Slack, 2016" and rows["B"].joining == "invitation"
    assert not queries.seen_by(alice).exists() and not queries.seen_by(operator).exists()


def test_bring_in_spaces_that_are_found_by_their_words(alice: Person, operator: Person) -> None:
    ids = importing.bring_in(operator, spaces=[Arriving("k2", "Qualité", purpose="Retouches des vitrages")])
    importing.reveal(operator, spaces=list(ids.values()))
    assert [row.name for row in queries.similar(alice, said="retouche de vitrage")] == ["Qualité"]
    assert [row.name for row in queries.directory(alice, wanted=queries.Wanted(q="qualite")).rows] == ["Qualité"]


def test_bring_in_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.bring_in(alice, spaces=[Arriving("k2", "General")])
