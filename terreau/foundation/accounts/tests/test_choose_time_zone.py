import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import choose_time_zone
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person


def test_a_person_chooses_their_time_zone(bob: Person) -> None:
    choose_time_zone(bob, person=bob, time_zone="America/Montreal")
    assert Person.objects.get(pk=bob.pk).time_zone == "America/Montreal"
    assert last_activity() == ("accounts.time_zone_chosen", bob.pk, bob.pk, {"person_id": bob.pk})


@pytest.mark.parametrize("zone", ["Europe/Paris", "Mars/Olympus", "../../etc/passwd", ""])
def test_the_same_or_an_unknown_one_changes_nothing(bob: Person, zone: str) -> None:
    choose_time_zone(bob, person=bob, time_zone=zone)
    assert Person.objects.get(pk=bob.pk).time_zone == "Europe/Paris"
    assert not Activity.objects.exists()


def test_nobody_chooses_for_another(operator: Person, bob: Person) -> None:
    with pytest.raises(Refused):
        choose_time_zone(operator, person=bob, time_zone="Europe/Warsaw")


def test_my_account_keeps_both_choices(bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)
    assert browser.post("/account", {"language": "en", "time_zone": "Europe/Warsaw"}).status_code == 303
    bob.refresh_from_db()
    assert (bob.language, bob.time_zone) == ("en", "Europe/Warsaw")
    assert browser.post("/account", {"language": "tlh", "time_zone": "Europe/Warsaw"}).status_code == 422
