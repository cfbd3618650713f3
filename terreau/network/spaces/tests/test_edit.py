import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces import rules
from terreau.network.spaces.actions import archive, change_role, edit, invite, request
from terreau.network.spaces.models import Invitation, Request, Space
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def seen(person, space):
    return Space.objects.filter(rules.visible(person), pk=space.pk).exists()


def test_it_works(alice, space):
    edit(alice, space=space, name="Qualité", names={"en": "Quality"}, purpose="Moins de retours", care_hours=3)
    fresh = Space.objects.get(pk=space.pk)
    assert (fresh.name, fresh.names, fresh.words) == ("Qualité", {"en": "Quality"}, "qualite quality moins de retours")
    assert kinds(space) == ["edited"]


def test_nothing_changed_is_nothing_said(alice, space):
    edit(alice, space=space, name=space.name)
    assert kinds(space) == []


def test_closing_changes_rights_at_once(alice, bob, charlie, space):
    assert rules.may_read(charlie, space)
    edit(alice, space=space, openness="closed", joining="request")
    assert not rules.may_read(charlie, space) and seen(charlie, space) and rules.may_read(bob, space)
    edit(alice, space=space, openness="secret", joining="invitation")
    assert not seen(charlie, space) and seen(bob, space)
    assert kinds(space) == ["opened_or_closed", "opened_or_closed"]


def test_b06_becoming_secret_ends_invitations_and_requests(alice, charlie, dora, closed):
    invite(alice, space=closed, person=charlie)
    request(dora, space=closed)
    edit(alice, space=closed, openness="secret")
    assert Invitation.objects.get().revoked_at is not None
    assert Request.objects.get().accepted is False
    assert not seen(charlie, closed) and not seen(dora, closed)


def test_a_community_manager_describes_but_does_not_open(alice, bob, closed):
    change_role(alice, space=closed, person=bob, role="manager")
    edit(bob, space=closed, purpose="Mieux dit")
    with pytest.raises(Refused):
        edit(bob, space=closed, openness="open")
    assert Space.objects.get(pk=closed.pk).openness == "closed"


def test_who_may_not(alice, bob, charlie, operator, space):
    for person in (bob, charlie, operator):
        with pytest.raises(Refused):
            edit(person, space=space, name="x")
    archive(alice, space=space)
    with pytest.raises(Refused):
        edit(alice, space=space, name="x")


def test_c01_other_fields_are_a_mistake_of_the_caller(alice, space):
    with pytest.raises(TypeError):
        edit(alice, space=space, member_count=9)


def test_what_it_costs(alice, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        edit(alice, space=space, name="Qualité")


def test_a_name_in_a_language_without_pages_is_mended_and_taken_away(alice, space, signed_in):
    """The network speaks French and English; a German name stands among the settings as well."""
    Space.objects.filter(pk=space.pk).update(names={"de": "Qualitaet"}, language="fr")
    browser, path = signed_in(alice), f"/spaces/{space.key}/edit"
    page = browser.get(path, follow=True).text
    assert 'name="name_de"' in page and 'name="name_en"' in page and 'name="name_pl"' not in page
    form = {"name": "Qualité", "language": "fr", "template": "community", "openness": "open", "joining": "free"}
    assert browser.post(path, {**form, "name_de": "Qualität"}).status_code == 303
    assert Space.objects.get(pk=space.pk).names == {"de": "Qualität"}
    assert browser.post(path, {**form, "name_de": ""}).status_code == 303
    assert Space.objects.get(pk=space.pk).names == {}
