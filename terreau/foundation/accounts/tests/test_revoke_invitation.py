import pytest
from django.test import Client

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import queries
from terreau.foundation.accounts.actions import invite, invite_guest, revoke_invitation
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn
from terreau.foundation.identity import invitations
from terreau.foundation.identity.models import Invitation, Person


def test_b06_a_revoked_invitation_leads_nowhere(operator: Person, signed_in: SignIn) -> None:
    made = invite(operator, email="ada@demo.example", name="Ada", language="fr")
    path = f"/invitations/{invitations.secret_of(made)}"
    assert Client().get(path).status_code == 200
    assert signed_in(operator).post("/invitations/revocation", {"invitation": made.pk}).status_code == 303
    assert Client().get(path).status_code == 404
    assert last_activity()[0] == "accounts.invitation_revoked"


def test_a_colleague_takes_nothing_back(operator: Person, alice: Person, signed_in: SignIn) -> None:
    made = invite(operator, email="ada@demo.example", name="Ada", language="fr")
    with pytest.raises(Refused):
        revoke_invitation(alice, invitation=made)
    assert signed_in(alice).post("/invitations/revocation", {"invitation": made.pk}).status_code == 404


def test_whoever_invited_a_guest_takes_it_back(alice: Person) -> None:
    invite_guest(alice, email="pia@partner.example", name="Pia", language="fr")
    made = Invitation.objects.select_related("person").get()
    revoke_invitation(alice, invitation=made)
    made.refresh_from_db()
    assert made.revoked_at is not None


def test_one_s_own_invitation_is_found_among_the_many_of_others(
    alice: Person, operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 1)
    invite_guest(alice, email="pia@partner.example", name="Pia", language="fr")
    invite(operator, email="ada@demo.example", name="Ada", language="fr")
    assert [one.email for one in queries.open_invitations(alice)] == ["pia@partner.example"]
    assert [one.email for one in queries.open_invitations(operator)] == ["ada@demo.example"]
