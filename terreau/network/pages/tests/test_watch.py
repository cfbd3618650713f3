import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.concern import concerns_of
from terreau.foundation.activity.models import Activity
from terreau.network.pages import actions
from terreau.network.pages.models import Watch
from terreau.network.pages.tests.writing import again, written
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def heard(kind):
    """Who hears what of the last activity of this kind."""
    last = Activity.objects.filter(kind=kind).order_by("-pk")[0]
    return [(concern.kind, sorted(concern.people)) for concern in concerns_of(last) if concern.people]


def change(actor, page, **more):
    page = again(page)
    words = {"title": page.title, "body": page.body + "<p>x</p>"}
    return actions.edit(actor, page=page, since=page.number, **words, **more)


def test_who_watches_is_told_of_changes_and_not_of_minor_ones(alice, bob, charlie, space):
    page = written(alice, space)
    actions.watch(charlie, page=page)
    actions.watch(charlie, page=page)
    change(bob, page)
    assert heard("pages.edited") == [("page", sorted([alice.pk, charlie.pk]))]
    change(bob, page, minor=True)
    assert heard("pages.edited") == []


def test_who_wants_nothing_from_the_space_hears_nothing(alice, bob, space):
    page = written(bob, space)
    Membership.objects.filter(person=bob).update(level="none")
    change(alice, page)
    assert heard("pages.edited") == []


def test_a_new_page_is_told_to_who_wants_everything_and_a_doubt_to_its_owner(alice, bob, charlie, space):
    Membership.objects.filter(person=bob).update(level="all")
    page = written(alice, space, body="<p>@bob</p>")
    assert heard("pages.created") == [("mention", [bob.pk]), ("page", [bob.pk])]
    actions.doubt(charlie, page=page, why="Le couple a changé")
    assert heard("pages.doubted") == [("page", [alice.pk])]
    actions.entrust(alice, page=page, owner=bob, review_on=None)
    assert heard("pages.entrusted") == [("page", [bob.pk])] and Watch.objects.filter(person=bob).exists()


def test_who_does_not_see_it_does_not_watch(alice, charlie, secret):
    with pytest.raises(Refused):
        actions.watch(charlie, page=written(alice, secret))
