import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.models import Placement, Site
from terreau.network.posts import actions, queries
from terreau.network.posts.queries.readings import SiteRow, together
from terreau.network.posts.tests.test_record_purpose import announced
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
