from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Placement, Site
from terreau.network.posts import actions, queries
from terreau.network.posts.actions.drafts import Writing
from terreau.network.posts.models import Post
from terreau.network.posts.queries.readings import SiteRow, together
from terreau.network.posts.tests.test_record_purpose import announced
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership
from tests.cast import person

pytestmark = pytest.mark.django_db


def join(space, site, count):
    people = [person(f"{site.name[:2]}{number}".lower(), f"{site.name} {number}", "FR") for number in range(count)]
    Placement.objects.filter(person__in=people).update(site=site)
    Membership.objects.bulk_create([Membership(space=space, person=one) for one in people])
    return people


def test_counts_by_site_for_the_author_alone(alice, bob, space, nantes, signed_in, django_assert_max_num_queries):
    kassel = Site.objects.create(name="Kassel", country="DE", time_zone="Europe/Berlin")
    here, _there = join(space, nantes, 12), join(space, kassel, 11)
    post = announced(alice, space)
    for one in here[:3]:
        actions.acknowledge(one, post=post)
    with django_assert_max_num_queries(12):
        shown = queries.readings(alice, post)
    # Bob alone has no site: he is counted with the smaller site, so that nobody can be worked out.
    assert shown.sites == [SiteRow("Nantes", 3, 12), SiteRow("", 0, 12)] and (shown.confirmed, shown.total) == (3, 24)
    page = signed_in(alice).get(f"/posts/{post.key}/readings").text
    assert "Nantes" in page and "Kassel" not in page
    with pytest.raises(Refused):
        queries.readings(bob, post)


def test_fewer_than_ten_are_withheld(alice, bob, space, signed_in):
    post = announced(alice, space)
    actions.acknowledge(bob, post=post)
    shown = queries.readings(alice, post)
    assert shown.withheld and shown.sites == []
    assert "1 sur" not in signed_in(alice).get(f"/posts/{post.key}/readings").text


def test_no_small_group_can_be_worked_out():
    rows = [SiteRow("A", 5, 50), SiteRow("B", 2, 12), SiteRow("C", 1, 3), SiteRow("D", 1, 2)]
    assert together(rows, 10) == [SiteRow("A", 5, 50), SiteRow("", 4, 17)]
    assert together([SiteRow("A", 1, 30), SiteRow("B", 1, 20)], 10) == [SiteRow("A", 1, 30), SiteRow("B", 1, 20)]
    assert together([SiteRow("A", 1, 4)], 10) == []


def test_the_total_is_that_of_the_day_it_was_published(alice, bob, space, nantes):
    here = join(space, nantes, 12)
    post = announced(alice, space)
    for one in [*here[:3], bob]:
        actions.acknowledge(one, post=post)
    assert (post.asked, told(alice, post)) == (13, (4, 13))
    later = [person(f"later{number}", f"Later {number}", "FR") for number in range(5)]
    for one in later:
        spaces.join(one, space=space)
        actions.acknowledge(one, post=post)
    assert told(alice, post) == (4, 13)
    for one in (here[0], here[11]):
        spaces.leave(one, space=space)
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    assert told(alice, post) == (4, 13)
    assert [(row.name, row.confirmed, row.total) for row in queries.readings(alice, post).sites] == [("", 4, 13)]
    actions.acknowledge(here[5], post=post)
    assert told(alice, post) == (5, 13)


def told(viewer, post):
    """How many confirmed and of how many: on the page of its author, and the same on everybody’s card."""
    shown = queries.readings(viewer, post)
    (card,) = queries.posts_by_id(viewer, [post.pk], comments=False)
    assert (card.confirmed, card.asked) == (shown.confirmed, shown.total)
    return shown.confirmed, shown.total


def test_its_author_is_never_counted(alice, bob, space, nantes):
    join(space, nantes, 11)
    post = announced(alice, space)
    assert post.asked == 12
    actions.acknowledge(alice, post=post)
    assert told(alice, post) == (0, 12)


def test_the_next_step_by_site(alice, bob, space, nantes, signed_in):
    kassel = Site.objects.create(name="Kassel", country="DE", time_zone="Europe/Berlin")
    here, there = join(space, nantes, 12), join(space, kassel, 12)
    Person.objects.filter(pk__in=[one.pk for one in there]).update(email=None)
    post = announced(alice, space)
    page = f"/posts/{post.key}/readings"
    browser = signed_in(alice)
    text = browser.get(page).text
    assert "12 personnes" in text and text.count('href="#remind"') == 1
    for one in here:
        actions.acknowledge(one, post=post)
    at = timezone.now() + timedelta(days=2)
    writing = Writing(space=space, title="Rappel", body=f'<p><a href="/posts/{post.key}">Lire</a></p>')
    actions.schedule(alice, said=writing, at=at)
    for one in there[:4]:
        actions.acknowledge(one, post=post)
    shown = queries.readings(alice, post)
    assert shown.reminder == at
    assert {row.name: row.left for row in shown.sites} == {"Kassel": 8, "": 1}
    assert "Rappel prévu" in browser.get(page).text
    actions.acknowledge(bob, post=post)
    assert "Tout le monde a confirmé." in browser.get(page).text


def test_the_figure_is_the_same_once_the_names_are_erased(alice, bob, space, nantes):
    here = join(space, nantes, 12)
    post = announced(alice, space)
    late = person("late", "Late", "FR")
    spaces.join(late, space=space)
    for one in (*here[:3], late, alice):
        actions.acknowledge(one, post=post)
    before = told(alice, post)
    Post.objects.filter(pk=post.pk).update(names_until=timezone.localdate() - timedelta(days=1))
    actions.erase_names.call()
    post.refresh_from_db()
    assert before == told(alice, post) == (3, 13)
    assert post.names_erased_at is not None and not post.acknowledgements.exists()
