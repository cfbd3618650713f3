"""Messages are found by those who read them, and counted for nobody else."""

import pytest

from terreau.foundation.activity.pump import pump
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import words as reading
from terreau.network.chat import actions as chat
from terreau.network.chat.models import Message
from terreau.network.search import queries, rebuilding
from terreau.network.search.models import Indexed

pytestmark = pytest.mark.django_db


def found(viewer, text):
    pump()
    results = queries.search(viewer, text=text)
    return [hit.card.key.partition("-")[2] for hit in results.hits if hit.card.kind == "message"], results.kinds


@pytest.fixture
def talk(alice, bob):
    made = chat.begin(alice, people=[bob], name="Palettes")
    chat.send(alice, conversation=made, body="<p>L’humidimètre est étalonné</p>")
    return made


def test_a20_by_those_who_take_part_with_true_counts(talk, alice, bob, charlie, dora, operator):
    for who in (alice, bob):
        assert found(who, "etalonne") == (["2"], {"message": 1})
    for outsider in (charlie, dora, operator):
        assert found(outsider, "etalonne") == ([], {})


def test_a03_a_newcomer_finds_what_was_said_from_then_on(talk, bob, charlie):
    chat.add(bob, conversation=talk, people=[charlie])
    talk.refresh_from_db()
    chat.send(bob, conversation=talk, body="<p>Étalonné de nouveau</p>")
    assert found(charlie, "étalonné") == (["4"], {"message": 1})
    chat.leave(charlie, conversation=talk)
    assert found(charlie, "étalonné") == ([], {})


def test_as_it_reads_now(talk, alice, bob):
    said = Message.objects.get(conversation=talk, number=2)
    chat.edit(alice, message=said, body="<p>L’humidimètre est calibré</p>")
    assert found(bob, "etalonne")[0] == [] and found(bob, "calibre")[0] == ["2"]
    chat.withdraw(alice, message=said)
    assert found(bob, "calibre") == ([], {})
    chat.bring_back(alice, message=said)
    assert found(bob, "calibre")[0] == ["2"]


def test_a01_trimmed_while_the_index_lags(talk, alice, bob):
    said = Message.objects.get(conversation=talk, number=2)
    assert found(bob, "humidimetre")[0] == ["2"]
    chat.withdraw(alice, message=said)
    assert Indexed.objects.filter(kind="message", thing_id=said.pk).exists()
    assert queries.search(bob, text="humidimètre").total == 0


def test_by_the_name_and_the_words_of_its_files(talk, alice, bob, settings, tmp_path):
    settings.DATA = tmp_path
    kept = storage.keep(alice, content="Étuve à 103 degrés".encode(), name="releve-etuve.txt")
    chat.send(alice, conversation=talk, body="", files=[kept.key])
    assert found(bob, "releve")[0] == ["3"]
    reading.read_words.func(kept.blob_id)
    assert found(bob, "degres") == (["3"], {"message": 1})


def test_the_index_made_again_holds_the_same(talk, bob):
    assert found(bob, "etalonne")[0] == ["2"]
    Indexed.objects.all().delete()
    seen = rebuilding.rebuild(lambda count: None)
    assert seen["message"] == 2 and found(bob, "etalonne")[0] == ["2"]
