from datetime import date, timedelta

import pytest
from django.utils import timezone

from terreau.foundation.activity.pump import pump
from terreau.foundation.jobs.execution import work_off
from terreau.foundation.text import typography
from terreau.network.notifications.actions import gather_digest
from terreau.network.notifications.models import Letter, Rhythm
from terreau.network.posts import actions as posts
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def test_three_parts_in_the_readers_language_and_once_a_day(alice, bob, space, outbox, awake):
    Membership.objects.filter(person=bob).update(read_at=timezone.now() - timedelta(days=1))
    question = posts.publish(bob, space=space, title="Douglas séché", body="<p>?</p>", kind="question")
    for _twice in range(2):
        posts.comment(alice, post=question, body="<p>Oui</p>")
    reading = {"kind": "announcement", "required_by": date(2030, 1, 1)}
    posts.publish(alice, space=space, title="Consignation", body="<p>x</p>", **reading)
    posts.publish(alice, space=space, title="Reprises", body="<p>x</p>")
    for n in range(2):
        posts.publish(alice, space=space, title=f"Joint {n}", body="<p>?</p>", kind="question")
    pump()
    gather_digest.func(bob.pk, "2026-11-27")
    gather_digest.func(bob.pk, "2026-11-27")
    work_off(lanes=["mail"])
    (mail,) = outbox()
    assert mail.subject.endswith("\u202f: 1 lecture requise, 2 réponses pour vous")
    assert typography.weekday(timezone.localdate().isoweekday(), "fr") in mail.subject
    assert "À lire avant le 1er janvier\n- Consignation (Qualité produit), 1\u202fmin" in mail.text
    assert mail.text.index("À lire avant") < mail.text.index("Pour vous") < mail.text.index("Dans vos espaces")
    assert "- Qualité produit\u202f: Reprises\n" in mail.text and mail.kind == "digest"
    unanswered = "- Qualité produit\u202f: 2 questions sans réponse\u202f; vous en connaissez peut-être une"
    assert unanswered in mail.text and "Joint" not in mail.text
    assert Rhythm.objects.count() == 0 and Letter.objects.count() == 1


def test_a_reading_names_its_day_and_goes_once_confirmed(alice, bob, space, outbox, awake):
    tomorrow = timezone.localdate() + timedelta(days=1)
    words = " ".join(["mot"] * 700)
    one, other = (
        posts.publish(
            alice, space=space, title=title, body=f"<p>{words}</p>", kind="announcement", required_by=tomorrow
        )
        for title in ("Consignation", "Gants")
    )
    pump()
    posts.acknowledge(bob, post=other)
    gather_digest.func(bob.pk, "2026-11-27")
    work_off(lanes=["mail"])
    (mail,) = outbox()
    day = typography.weekday(tomorrow.isoweekday(), "fr")
    assert f"À lire avant {day}\n- {one.title} (Qualité produit), 4\u202fmin" in mail.text and "Gants" not in mail.text
    assert "1 lecture requise" in mail.subject


def test_what_is_not_an_answer_is_not_called_so(alice, bob, space, outbox, awake):
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    posts.comment(alice, post=post, body="<p>x</p>")
    spaces.change_role(alice, space=space, person=bob, role="manager")
    pump()
    gather_digest.func(bob.pk, "2026-11-27")
    work_off(lanes=["mail"])
    assert outbox()[0].subject.endswith("2 nouvelles pour vous")


def test_nothing_to_report_is_no_mail(bob, space, outbox, awake):
    gather_digest.func(bob.pk, "2026-11-27")
    work_off(lanes=["mail"])
    assert outbox() == [] and Letter.objects.get().sent_at is None


def test_b01_what_was_lost_meanwhile_is_not_in_it(alice, bob, secret, outbox, awake):
    Membership.objects.filter(person=bob).update(read_at=timezone.now() - timedelta(days=1))
    post = posts.publish(bob, space=secret, title="Alizé", body="<p>x</p>")
    posts.comment(alice, post=post, body="<p>x</p>")
    posts.publish(alice, space=secret, title="Canari", body="<p>x</p>")
    pump()
    gather_digest.func(bob.pk, "2026-11-27")
    Membership.objects.filter(space=secret, person=bob).delete()
    work_off(lanes=["mail"])
    assert outbox() == []


def test_levels_decide_what_the_third_part_tells(alice, bob, space, outbox, awake):
    Membership.objects.filter(person=bob).update(read_at=timezone.now() - timedelta(days=1), level="mentions")
    posts.publish(alice, space=space, title="Reprises", body="<p>x</p>")
    pump()
    gather_digest.func(bob.pk, "2026-11-27")
    work_off(lanes=["mail"])
    assert outbox() == []
