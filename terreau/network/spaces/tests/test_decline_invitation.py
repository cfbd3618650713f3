import pytest

from terreau.foundation.access.words import Absent
from terreau.network.spaces import rules
from terreau.network.spaces.actions import accept_invitation, decline_invitation, invite
from terreau.network.spaces.models import Space
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_it_works_and_the_space_is_gone_again(alice, charlie, secret, signed_in):
    invite(alice, space=secret, person=charlie)
    answer = signed_in(charlie).post(f"/spaces/{secret.key}/invitation", {"off": "1", "next": f"/spaces/{secret.key}"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/spaces")
    assert not Space.objects.filter(rules.visible(charlie), pk=secret.pk).exists()
    with pytest.raises(Absent):
        accept_invitation(charlie, space=secret)
    assert kinds(secret) == ["invited", "invitation_declined"]


def test_one_may_be_invited_again(alice, charlie, secret):
    invite(alice, space=secret, person=charlie)
    decline_invitation(charlie, space=secret)
    invite(alice, space=secret, person=charlie)
    assert accept_invitation(charlie, space=secret).role == "member"


def test_only_ones_own(alice, charlie, dora, secret):
    invite(alice, space=secret, person=charlie)
    with pytest.raises(Absent):
        decline_invitation(dora, space=secret)


def test_what_it_costs(alice, charlie, secret, django_assert_max_num_queries):
    invite(alice, space=secret, person=charlie)
    with django_assert_max_num_queries(5):
        decline_invitation(charlie, space=secret)
