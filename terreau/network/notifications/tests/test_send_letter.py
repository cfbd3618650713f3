import email
import re
from datetime import timedelta
from email import policy

import pytest
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.mail import outbox as folder
from terreau.foundation.mail.messages import Undeliverable
from terreau.network.notifications.actions import mailing, send_letter
from terreau.network.notifications.models import Letter, Notice, Preference
from terreau.network.posts import actions as posts
from terreau.network.spaces import actions as spaces

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(alice, bob, secret, notice, outbox, awake):
    """A mail to Bob, about to leave: he is named in a secret space."""
    post = posts.publish(alice, space=secret, title="Alizé", body="<p>Le canari & l’autre</p>")
    made = Letter.objects.create(person=bob, channel="mail")
    notice(bob, post, actor=alice, letter=made)
    return made


def message():
    (path,) = folder.folder().glob("*.eml")
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def test_it_is_in_the_persons_language_with_one_link_its_reason_and_one_press_to_stop(letter, alice, outbox):
    send_letter.func(letter.pk)
    mail = message()
    assert mail["Subject"] == "Alice Vasseur vous mentionne dans «\u202fAlizé\u202f»"
    assert mail["From"].addresses[0].display_name == "Terreau" and mail["To"] == "Bob Delorme <bob@demo.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and mail["Message-ID"].startswith("<notice-")
    text = mail.get_body(("plain",)).get_content()
    assert "> Le canari & l’autre" in text and "Quelqu’un vous mentionne" in text
    stop = re.search(r"<http://[^/]+(/notifications/unsubscribe/[^>]+)>", mail["List-Unsubscribe"])
    assert stop and stop[1] in text
    html = mail.get_body(("html",)).get_content()
    assert html.count('class="main"') == 1 and "style=" in html and "Le canari &amp; l’autre" in html
    letter.refresh_from_db()
    assert letter.sent_at and letter.closed_at


def removed(alice, bob, secret):
    spaces.remove_member(alice, space=secret, person=bob)


def left(alice, bob, secret):
    spaces.leave(bob, space=secret)


def gone(alice, bob, secret):
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())


def withdrawn(alice, bob, secret):
    posts.withdraw(alice, post=secret.posts.get())


def muted(alice, bob, secret):
    posts.follow(bob, post=secret.posts.get(), muted=True)


def turned_off(alice, bob, secret):
    Preference.objects.create(person=bob, kind="mention", channel="centre")


def read(alice, bob, secret):
    Notice.objects.update(read_at=timezone.now())


@pytest.mark.parametrize("happens", [removed, left, gone, withdrawn, muted, turned_off, read])
def test_b01_rights_are_those_of_the_moment_it_leaves(happens, letter, alice, bob, secret, outbox):
    happens(alice, bob, secret)
    send_letter.func(letter.pk)
    assert outbox() == []
    letter.refresh_from_db()
    assert letter.closed_at and letter.sent_at is None


def test_r02_a_job_that_dies_after_sending_sends_the_same_mail_and_not_another(letter, monkeypatch):
    real = mailing.close
    monkeypatch.setattr(mailing, "close", lambda *words, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send_letter.func(letter.pk)
    first = message()["Message-ID"]
    monkeypatch.setattr(mailing, "close", real)
    send_letter.func(letter.pk)
    assert message()["Message-ID"] == first
    send_letter.func(letter.pk)
    assert len(list(folder.folder().glob("*.eml"))) == 1


def test_what_the_server_refuses_for_good_is_closed_and_what_it_refuses_for_now_is_tried_again(letter, monkeypatch):
    def busy(message):
        raise ConnectionError("busy")

    def never(message):
        raise Undeliverable("no such address")

    monkeypatch.setattr(mailing, "deliver", busy)
    with pytest.raises(ConnectionError):
        send_letter.func(letter.pk)
    letter.refresh_from_db()
    assert letter.closed_at is None
    monkeypatch.setattr(mailing, "deliver", never)
    send_letter.func(letter.pk)
    letter.refresh_from_db()
    assert letter.closed_at and letter.sent_at is None


def test_a_name_with_line_breaks_makes_no_header(letter, bob, outbox):
    Person.objects.filter(pk=bob.pk).update(name="Bob\r\nBcc: all@example.org")
    send_letter.func(letter.pk)
    assert message()["Bcc"] is None


def test_what_must_be_read_passes_where_the_conversation_is_muted(alice, bob, space, notice, outbox, awake):
    due = timezone.localdate() + timedelta(days=2)
    post = posts.publish(alice, space=space, title="Sûreté", body="<p>x</p>", kind="announcement", required_by=due)
    made = Letter.objects.create(person=bob, channel="digest", period=timezone.localdate())
    notice(bob, post, kind="required", actor=alice, letter=made, channel="digest")
    posts.follow(bob, post=post, muted=True)
    send_letter.func(made.pk)
    assert "Sûreté" in message().get_body(("plain",)).get_content()


def test_a_letter_costs_the_same_for_one_notice_and_for_many(
    alice, bob, space, notice, outbox, awake, django_assert_max_num_queries
):
    made = Letter.objects.create(person=bob, channel="mail")
    for number in range(30):
        post = posts.publish(alice, space=space, title=f"N {number}", body="<p>x</p>")
        notice(bob, post, actor=alice, letter=made)
    with django_assert_max_num_queries(16):
        send_letter.func(made.pk)
