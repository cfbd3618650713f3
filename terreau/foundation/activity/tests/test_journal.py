import pytest
from django.db import transaction
from django.utils import translation

from terreau.foundation.activity.journal import Kind, known_kinds, record, told
from terreau.foundation.activity.models import Activity
from terreau.foundation.activity.numbers import lag
from terreau.foundation.activity.pump import number_committed
from terreau.foundation.identity.models import Person

RULED = Kind("test.ruled", "ruled something in a test", administrative=True)
WROTE = Kind("test.wrote", "wrote something in a test")


@pytest.fixture
def acts(operator: Person, alice: Person) -> list[Activity]:
    with transaction.atomic():
        made = [
            record(RULED, operator, number=1),
            record(WROTE, alice),
            record(RULED, alice, number=2),
            record(RULED, operator, number=3),
        ]
    number_committed()
    return made


def test_an_act_is_told_in_words(acts: list[Activity]) -> None:
    with translation.override("en"):
        assert told(acts[0]) == "ruled something in a test"
    assert told(Activity(kind="gone.room")) == "gone.room"


def test_recording_needs_the_transaction_of_its_write(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match=r"test\.wrote"):
        record(WROTE, None)


def test_the_lag_counts_what_is_not_numbered_and_not_heard(db: None, settings: object) -> None:
    settings.ACTIVITY_LISTENERS = ["somebody"]  # type: ignore[attr-defined]  # a setting of ours
    with transaction.atomic():
        record(WROTE, None)
    assert lag() == {"sequencer": 1, "somebody": 1}
    number_committed()
    assert lag() == {"sequencer": 0, "somebody": 1}


def test_every_act_of_the_house_is_told_in_french() -> None:
    spoken = [one for name, one in known_kinds().items() if not name.startswith(("test.", "tests."))]
    assert len(spoken) > 70
    with translation.override("fr"):
        english = [one.name for one in spoken if told(Activity(kind=one.name)) == one.says]
    assert english == []
