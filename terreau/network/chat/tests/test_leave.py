import pytest
from django.utils import translation

from terreau.foundation.access.words import Refused
from terreau.network.chat import actions, queries
from terreau.network.chat.tests.groups import again, group, words

pytestmark = pytest.mark.django_db


def test_what_one_wrote_stays_and_one_reads_no_more(alice, bob, charlie, signed_in):
    talk = group(alice, bob, charlie)
    actions.send(charlie, conversation=again(talk), body="<p>Mes mots</p>")
    assert signed_in(charlie).post(f"/conversations/{talk.key}/leaving").url == "/conversations"
    with translation.override("en"):
        assert words(alice, talk)[1:] == ["Mes mots", "[Charlie Nowak left the conversation]"]
    assert queries.conversation_at(charlie, talk.key) == []
    for path in ("", "/people", "/messages/2"):
        assert signed_in(charlie).get(f"/conversations/{talk.key}{path}").status_code == 404


def test_not_what_two_say_to_each_other(alice, bob):
    talk = actions.write_to(alice, person=bob, body="<p>x</p>").conversation
    with pytest.raises(Refused):
        actions.leave(alice, conversation=talk)


def test_nor_where_one_is_not(alice, bob, charlie, dora):
    talk = group(alice, bob, charlie)
    with pytest.raises(Refused):
        actions.leave(dora, conversation=talk)


def test_the_last_one_there_reads_and_cannot_write(alice, bob, signed_in):
    talk = group(alice, bob)
    actions.leave(bob, conversation=talk)
    page = signed_in(alice).get(f"/conversations/{talk.key}").text
    assert "data-talk-box" not in page and "Il n’y a plus personne d’autre ici" in page
