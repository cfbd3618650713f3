from datetime import date, timedelta

import pytest
from django.utils import timezone

from terreau.foundation.activity.pump import pump
from terreau.foundation.jobs.execution import work_off
from terreau.network.notifications.actions import gather_digest
from terreau.network.notifications.models import Letter, Rhythm
from terreau.network.posts import actions as posts
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def test_three_parts_in_the_readers_language_and_once_a_day(alice, bob, space, outbox, awake):
    Membership.objects.filter(person=bob).update(read_at=timezone.now() - timedelta(days=1))
    question = posts.publish(bob, space=space, title="Douglas séché", body="<p>?</p>", kind="question")
    posts.comment(alice, post=question, body="<p>Oui</p>")
    reading = {"kind": "announcement", "required_by": date(2030, 1, 1)}
    posts.publish(alice, space=space, title="Consignation", body="<p>x</p>", **reading)
    posts.publish(alice, space=space, title="Reprises", body="<p>x</p>")
    pump()
    gather_digest.func(bob.pk, "2026-11-27")
    gather_digest.func(bob.pk, "2026-11-27")
    work_off(lanes=["mail"])
    (mail,) = outbox()
    assert "1 lecture requise, 1 nouvelle pour vous" in mail.subject
    assert mail.text.index("À lire et à confirmer") < mail.text.index("Pour vous") < mail.text.index("Dans vos espaces")
    assert "Qualité produit\u202f: Reprises" in mail.text and mail.kind == "digest"
    assert Rhythm.objects.count() == 0 and Letter.objects.count() == 1


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
