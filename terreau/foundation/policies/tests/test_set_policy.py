import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.policies.actions import set_policy
from terreau.foundation.policies.models import Policy
from terreau.foundation.policies.names import QUIET_HOURS, RULES, SMALLEST_GROUP
from terreau.foundation.policies.queries import history, in_force, rulings, value

GERMAN = {"from": "17:00", "to": "09:00", "days": [5, 6, 7]}
COMMON = {"from": "20:00", "to": "06:00", "days": [7]}


def test_a_country_beats_the_network_and_the_network_beats_the_defaults(operator: Person) -> None:
    assert in_force(QUIET_HOURS, "DE").source == "network default"
    assert value(QUIET_HOURS, "PL").begins.hour == 18
    set_policy(operator, rule=QUIET_HOURS, value=COMMON, source="Group charter, 3.2")
    set_policy(operator, rule=QUIET_HOURS, value=GERMAN, source="Betriebsvereinbarung 12", country="DE")
    german, polish = in_force(QUIET_HOURS, "DE"), in_force(QUIET_HOURS, "PL")
    assert (german.value.begins.hour, german.source, german.country) == (17, "Betriebsvereinbarung 12", "DE")
    assert (polish.value.begins.hour, polish.source, polish.country) == (20, "Group charter, 3.2", "")
    assert german.since is not None
    assert german.since <= timezone.now()


def test_the_one_before_ends_and_is_kept(operator: Person) -> None:
    set_policy(operator, rule=SMALLEST_GROUP, value=8, source="a")
    set_policy(operator, rule=SMALLEST_GROUP, value=12, source="b")
    assert value(SMALLEST_GROUP) == 12
    newest, before = history(SMALLEST_GROUP)
    assert before.until == newest.since
    assert newest.until is None


def test_it_is_recorded(operator: Person) -> None:
    policy = set_policy(operator, rule=SMALLEST_GROUP, value=8, source="a", country="FR")
    activity = Activity.objects.get()
    assert (activity.kind, activity.actor_id, activity.thing_id) == ("policies.set", operator.pk, policy.pk)
    assert activity.data == {"rule": "smallest_group", "country": "FR"}


def test_nobody_else_may(dora: Person) -> None:
    with pytest.raises(Refused):
        set_policy(dora, rule=SMALLEST_GROUP, value=8, source="a")
    assert not Policy.objects.exists()


@pytest.mark.parametrize("wrong", [4, 1001, "10", True, None, 10.0])
def test_a_value_that_cannot_be_is_refused(operator: Person, wrong: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        set_policy(operator, rule=SMALLEST_GROUP, value=wrong, source="a")
    assert not Policy.objects.exists()


def test_every_default_can_be_read(db: None) -> None:
    assert len(rulings("FR")) == len(RULES)
    for rule in RULES.values():
        assert rule.says.endswith(".")
        for country in ("", *rule.countries):
            in_force(rule, country)
