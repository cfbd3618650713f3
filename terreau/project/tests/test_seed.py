"""The demo company, planted for real."""

import pytest
from django.test import Client
from django.utils import timezone

from terreau.foundation.activity.journal import known_kinds
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.people.models import Profile
from terreau.network.posts import queries
from terreau.network.posts.models import Post, PostLink
from terreau.project import planting
from terreau.project.aubier.links import LINKS
from terreau.project.seed import keys

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_eight_find_something_on_their_home(settings):
    counts = planting.plant(2026, timezone.now(), keys(2026))
    assert counts["people"] == 1500 and counts["spaces"] == 40
    assert counts["posts"] > 3000 and counts["comments"] > 3000 and counts["files"] > 10
    for login in ("alice", "bob", "charlie", "gaby", "dora", "paul", "mathilde", "rita"):
        person = Person.objects.get(username=login)
        assert queries.home(person).posts, login
    kinds = [name for name, kind in known_kinds().items() if kind.administrative]
    told = list(Activity.objects.filter(kind__in=kinds).order_by("pk").values_list("at", flat=True))
    assert len(told) > 20 and told == sorted(told)
    assert Profile.objects.exclude(custom={}).count() > 100
    assert (
        2 <= PostLink.objects.count() <= len(LINKS) and Post.objects.filter(body__contains='<a href="/posts/').exists()
    )
    browser = Client()
    assert browser.login(username="alice", password="terreau-demo")
    assert "Alice" in browser.get("/").text


def test_keys_are_the_same_for_the_same_seed():
    first, again = keys(1), keys(1)
    assert [next(first) for _ in range(50)] == [next(again) for _ in range(50)]
