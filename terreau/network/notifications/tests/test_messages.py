"""What conversations tell: one notice for what waits, gone once it is read; to nobody who has left (A25, B01)."""

import pytest
from django.utils import timezone, translation

from terreau.foundation.activity.pump import pump
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs.execution import work_off
from terreau.network.chat import actions as chat
from terreau.network.chat import queries as talks
from terreau.network.notifications import actions, queries
from terreau.network.notifications.models import Notice

pytestmark = pytest.mark.django_db


def told():
    pump()
    return sorted(Notice.objects.values_list("person__username", "kind", "act"))


def shown(viewer):
    return [group.sentence for day in queries.centre(viewer).days for group in day.groups]


def test_one_for_all_that_waits(alice, bob):
    for words in ("un", "deux", "trois"):
        chat.write_to(alice, person=bob, body=f"<p>{words}</p>")
    assert told() == [("bob", "message", "chat.sent")]
    assert queries.unread_count(bob) == 1 and queries.unread_count(alice) == 0


def test_read_it_is_gone_and_what_comes_then_is_told_anew(alice, bob):
    said = chat.write_to(alice, person=bob, body="<p>un</p>")
    told()
    said.conversation.refresh_from_db()
    chat.mark_read(bob, conversation=said.conversation, upto=1)
    assert queries.unread_count(Person.objects.get(pk=bob.pk)) == 0 and shown(bob) == []
    chat.write_to(alice, person=bob, body="<p>deux</p>")
    assert len(told()) == 2 and len(shown(bob)) == 1


def test_who_was_looking_is_not_told(alice, bob):
    said = chat.write_to(alice, person=bob, body="<p>un</p>")
    said.conversation.refresh_from_db()
    chat.mark_read(bob, conversation=said.conversation, upto=1)
    assert told() == []


def test_in_a_group_everybody_once_the_named_by_name_newcomers_that_they_were_added(alice, bob, charlie, dora):
    talk = chat.begin(alice, people=[bob, charlie], name="Palettes")
    assert told() == [("bob", "message", "chat.begun"), ("charlie", "message", "chat.begun")]
    talk.refresh_from_db()
    chat.send(alice, conversation=talk, body=f"<p>@{bob.name} ?</p>")
    assert ("bob", "mention", "chat.said") in told() and ("charlie", "message", "chat.said") not in told()
    chat.add(alice, conversation=talk, people=[dora])
    assert ("dora", "message", "chat.added") in told()
    with translation.override("fr"):
        told_dora = shown(dora)
    assert told_dora == ["Alice Vasseur vous a ajouté à la conversation «\u202fPalettes\u202f»"]
    chat.rename(alice, conversation=talk, name="Lundi")
    assert len(told()) == 4


def test_a25_nobody_who_has_left_the_conversation_or_the_company(alice, bob, charlie, dora):
    talk = chat.begin(alice, people=[bob, charlie, dora])
    pump()
    Notice.objects.all().delete()
    chat.leave(charlie, conversation=talk)
    Person.objects.filter(pk=dora.pk).update(left_at=timezone.now())
    for reader in (bob, dora):
        talk.refresh_from_db()
        chat.mark_read(reader, conversation=talk, upto=2)
    chat.send(alice, conversation=talk, body=f"<p>@{charlie.name} et @{dora.name} : x</p>")
    assert told() == [("bob", "message", "chat.said")]


def test_the_digest_tells_what_still_waits_and_nothing_that_was_read(alice, bob, charlie, outbox, awake):
    talk = chat.begin(alice, people=[bob, charlie], name="Palettes")
    talk.refresh_from_db()
    pump()
    chat.mark_read(charlie, conversation=talk, upto=1)
    for who in (bob, charlie):
        actions.gather_digest.func(who.pk, "2026-11-27")
    work_off(lanes=["mail"])
    (mail,) = outbox()
    assert "Palettes" in mail.text and "bob" in mail.to


def test_b01_a_mail_about_a_message_withdrawn_meanwhile_is_not_sent(alice, bob, charlie, outbox, awake):
    talk = chat.begin(alice, people=[bob, charlie], name="Palettes")
    talk.refresh_from_db()
    said = chat.send(alice, conversation=talk, body=f"<p>@{bob.name} : canari</p>")
    pump()
    chat.withdraw(alice, message=said)
    work_off(lanes=["mail"])
    assert not [mail for mail in outbox() if "canari" in mail.text]
    assert [row.kind for row in queries.notices(bob)[0]] == ["message"]
    assert talks.unread_count(bob) == 1
