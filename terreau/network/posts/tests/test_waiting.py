from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Placement
from terreau.network.people import queries as people
from terreau.network.posts import queries
from terreau.network.posts.models import Acknowledgement, Kind, Post

pytestmark = pytest.mark.django_db


def asked_of(space, author, days: int = 3, title: str = "Consignation") -> Post:
    due = date.today() + timedelta(days=days)
    return Post.objects.create(space=space, author=author, kind=Kind.ANNOUNCEMENT, title=title, required_by=due)


def test_the_most_pressing_first_and_only_what_is_not_confirmed(alice, bob, space, django_assert_num_queries):
    later, soon = asked_of(space, alice, 9, "Later"), asked_of(space, alice, 2, "Soon")
    late = asked_of(space, alice, -1, "Late")
    done = asked_of(space, alice, 1, "Done")
    Acknowledgement.objects.create(post=done, person=bob)
    asked_of(space, alice, -60, "Long forgotten")
    with django_assert_num_queries(1):
        found = queries.required_of(bob)
    assert [row.title for row in found] == [late.title, soon.title, later.title]
    assert [row.late for row in found] == [True, False, False]


def test_nobody_is_asked_where_they_are_not_nor_to_read_their_own(alice, charlie, space, secret):
    asked_of(space, alice)
    asked_of(secret, alice)
    assert queries.required_of(charlie) == []
    assert queries.required_of(alice) == []


def test_a_withdrawn_reading_is_asked_of_nobody(alice, bob, space):
    post = asked_of(space, alice)
    Post.objects.filter(pk=post.pk).update(withdrawn_at=post.published_at)
    assert queries.required_of(bob) == []


def test_quiet_hours_are_those_of_the_country(bob, django_assert_num_queries):
    with django_assert_num_queries(2):
        quiet = queries.quiet(bob)
    assert (quiet.country, quiet.hours.begins.hour, quiet.hours.ends.hour) == ("France", 19, 8)
    assert quiet.weekend


def test_a_page_of_its_own_and_a_part_beside_home(alice, bob, space):
    asked_of(space, alice)
    client = Client()
    client.force_login(bob)
    page = client.get("/waiting").content.decode()
    part = client.get("/waiting", headers={"HX-Request": "true"}).content.decode()
    assert "<main" in page and "Consignation" in page
    assert "<main" not in part and "Consignation" in part
    assert 'hx-get="/waiting"' in client.get("/").content.decode()


def test_a_draft_left_and_who_is_new_near_stand_there_too(alice, bob, charlie, gaby, space, nantes):
    client = Client()
    client.force_login(bob)
    assert "Brouillon\u202f:" not in client.get("/waiting").content.decode()
    Placement.objects.filter(person__in=[bob, alice]).update(site=nantes)
    Person.objects.filter(pk=alice.pk).update(joined_at=timezone.now() - timedelta(days=2))
    Person.objects.filter(pk=charlie.pk).update(joined_at=timezone.now() - timedelta(days=2))
    client.post("/drafts", {"space": space.key, "title": "Visite de la scierie", "body": "x"})
    page = client.get("/waiting").content.decode()
    assert "Brouillon\u202f: Visite de la scierie" in page
    assert "Alice Vasseur" in page and "Charlie" not in page
    Person.objects.filter(pk=alice.pk).update(joined_at=timezone.now() - timedelta(days=40))
    assert "Alice Vasseur" not in client.get("/waiting").content.decode()
    assert people.newcomers(gaby) == []
