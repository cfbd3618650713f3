from argparse import Namespace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from terreau.foundation.activity import chain
from terreau.foundation.activity.chain import Break, chain_breaks, close_segments, forget, purge_before
from terreau.foundation.activity.commands import COMMANDS
from terreau.foundation.activity.journal import Kind, record
from terreau.foundation.activity.models import Activity, Cursor, Head, Receipt, Segment
from terreau.foundation.activity.pump import number_committed
from terreau.foundation.identity.models import Person

DONE = Kind("test.done", "did something in a test")
pytestmark = pytest.mark.django_db


def happen(times: int, actor: Person | None = None, thing: Person | None = None) -> None:
    with transaction.atomic():
        for number in range(times):
            record(DONE, actor, thing, number=number, parts={"10": 1, "9": [1.5, None, "é"]})
    while number_committed():
        pass


@pytest.fixture
def ten(bob: Person, alice: Person) -> None:
    happen(7, bob)
    happen(3, alice, bob)


def test_a_whole_journal_has_no_breaks(ten: None) -> None:
    assert chain_breaks() == []
    assert chain_breaks(newest=4) == []
    assert chain_breaks(newest=100) == []


def test_an_empty_journal_is_whole() -> None:
    assert chain_breaks() == []
    assert close_segments() == 0


@pytest.mark.parametrize(
    "change",
    [{"kind": "test.other"}, {"thing_id": 7}, {"space_id": 7}, {"seal": "0" * 64}, {"at": timezone.now()}],
)
def test_f11_a_changed_activity_is_named(ten: None, change: dict[str, Any]) -> None:
    Activity.objects.filter(seq=5).update(**change)
    assert Break(5, "does not follow from the one before") in chain_breaks()


def test_f11_who_and_what_are_covered_by_the_seal(ten: None, alice: Person) -> None:
    Activity.objects.filter(seq=3).update(actor=alice)
    Activity.objects.filter(seq=6).update(data={"number": 99})
    assert chain_breaks() == [Break(seq, "says something else than was sealed") for seq in (3, 6)]


def test_f11_a_removed_activity_is_named(ten: None) -> None:
    Activity.objects.filter(seq=4).delete()
    assert Break(4, "1 activities are missing") in chain_breaks()


def test_f11_a_journal_cut_short_is_seen(ten: None) -> None:
    Activity.objects.filter(seq__gt=8).delete()
    assert chain_breaks() == [Break(10, "the journal ends at 8 and should end at 10")]


def test_erasure_and_the_chain_agree(ten: None, bob: Person, alice: Person) -> None:
    Receipt.objects.create(person=bob, key="k", fingerprint="f", status=200)
    assert forget(bob.pk) == 10
    assert chain_breaks() == []
    theirs = Activity.objects.filter(seq__lte=7)
    assert set(theirs.values_list("actor_id", "salt")) == {(None, "")}
    assert all(activity.data == {} for activity in Activity.objects.all())
    assert set(Activity.objects.filter(seq__gt=7).values_list("actor_id", flat=True)) == {alice.pk}
    assert not Receipt.objects.exists()
    assert forget(bob.pk) == 0


@pytest.fixture
def segments(ten: None, monkeypatch: pytest.MonkeyPatch) -> list[Segment]:
    """Of three, three, three and one."""
    monkeypatch.setattr(chain, "LENGTH", 3)
    assert close_segments() == 4
    return list(Segment.objects.order_by("first"))


def test_segments_are_closed_once_and_follow_from_one_another(segments: list[Segment]) -> None:
    assert [(one.first, one.last) for one in segments] == [(1, 3), (4, 6), (7, 9), (10, 10)]
    assert close_segments() == 0
    happen(1)
    assert close_segments() == 1
    assert chain_breaks() == []


def test_a_forged_segment_is_named(segments: list[Segment]) -> None:
    Segment.objects.filter(first=4).update(digest="0" * 64)
    breaks = chain_breaks()
    assert Break(6, "the signature of its segment does not hold") in breaks
    assert Break(6, "differs from the signed end of its segment") in breaks
    assert Break(7, "its segment does not follow from the one before") in breaks


def test_a_chain_rewritten_as_a_whole_is_betrayed_by_its_signatures(segments: list[Segment]) -> None:
    digest = ""
    for activity in Activity.objects.order_by("seq"):
        activity.kind = "test.forged"
        digest = activity.digest = chain.link(digest, activity.seq or 0, activity)
        activity.save()
    Head.objects.update(digest=digest)
    assert Break(3, "differs from the signed end of its segment") in chain_breaks()


def test_a_secret_that_was_replaced_still_proves(segments: list[Segment], settings: Any) -> None:
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another secret, long enough to be one"
    assert chain_breaks()
    settings.SECRET_KEY_FALLBACKS = [old]
    assert chain_breaks() == []
    settings.SECRET_KEY_FALLBACKS = []
    assert chain_breaks(secrets=[old]) == []


def test_g04_old_segments_are_purged_whole_and_the_rest_still_proves(segments: list[Segment]) -> None:
    Activity.objects.filter(seq__lte=6).update(at=timezone.now() - timedelta(days=400))
    assert purge_before(timezone.now() - timedelta(days=365)) == 6
    assert set(Activity.objects.values_list("seq", flat=True)) == {7, 8, 9, 10}
    purged = [one.purged_at for one in Segment.objects.order_by("first")]
    assert [bool(one) for one in purged] == [True, True, False, False]
    assert purged[0] is not None and timezone.now() - purged[0] < timedelta(hours=1), "when it was done, not up to when"
    assert chain_breaks() == []


def test_a_journal_purged_to_its_end_goes_on(segments: list[Segment]) -> None:
    future = timezone.now() + timedelta(days=1)
    assert purge_before(future) == 10
    assert chain_breaks() == []
    happen(2)
    assert chain_breaks() == []
    assert chain_breaks(newest=1) == []


def test_what_a_listener_has_not_heard_is_not_purged(segments: list[Segment], settings: Any) -> None:
    settings.ACTIVITY_LISTENERS = ["slow"]
    Cursor.objects.create(listener="slow", seq=4)
    assert purge_before(timezone.now() + timedelta(days=1)) == 3


def test_the_command_names_what_is_broken(ten: None, capsys: pytest.CaptureFixture[str]) -> None:
    verify = {command.name: command for command in COMMANDS}["journal verify"]
    assert verify.run(Namespace(newest=0, json=True)) == 0
    assert '"breaks": []' in capsys.readouterr().out
    Activity.objects.filter(seq=5).update(kind="test.other")
    assert verify.run(Namespace(newest=0, json=False)) == 1
    said = capsys.readouterr()
    assert "does not follow" in said.out
    assert "not whole" in said.err
