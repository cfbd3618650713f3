import pytest

from terreau.foundation.access.words import Refused
from terreau.network.chat import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(alice, bob):
    return actions.write_to(alice, person=bob, body="<p>x</p>").conversation


def test_it_waits_in_the_box_and_in_the_list_of_its_writer_alone(talk, alice, bob, signed_in):
    assert signed_in(bob).post(f"/conversations/{talk.key}/draft", {"body": "Presque\nfini"}).status_code == 204
    page = signed_in(bob).get(f"/conversations/{talk.key}").text
    assert ">Presque\nfini</textarea>" in page
    assert "Presque fini" in signed_in(bob).get("/conversations").text
    for path in (f"/conversations/{talk.key}", "/conversations"):
        assert "Presque" not in signed_in(alice).get(path).text


def test_sent_or_emptied_it_is_gone(talk, alice, bob):
    for end in (lambda: actions.send(bob, conversation=talk, body="<p>Fini</p>"), None):
        actions.keep_draft(bob, conversation=talk, text="Presque")
        end() if end else actions.keep_draft(bob, conversation=talk, text=" \n")
        assert queries.talk(bob, talk).mine.draft == ""


def test_nobody_elses(talk, charlie):
    with pytest.raises(Refused):
        actions.keep_draft(charlie, conversation=talk, text="x")
