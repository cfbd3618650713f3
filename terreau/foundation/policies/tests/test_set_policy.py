from datetime import UTC, datetime

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Absent, Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Placement
from terreau.foundation.policies.actions import set_policy
from terreau.foundation.policies.models import Policy
from terreau.foundation.policies.names import QUIET_HOURS, RULES, SMALLEST_GROUP
from terreau.foundation.policies.queries import history, in_force, mine, quiet_until, rulings, value

GERMAN = {"from": "17:00", "to": "09:00", "days": [5, 6, 7]}
COMMON = {"from": "20:00", "to": "06:00", "days": [7]}


def test_a_country_beats_the_network_and_the_network_beats_the_defaults(operator: Person) -> None:
    assert in_force(QUIET_HOURS, "DE").source == "network default"
    assert value(QUIET_HOURS, "PL").begins.hour == 18
    set_policy(operator, rule=QUIET_HOURS, value=COMMON, source="Group charter, 3.2")
    set_policy(operator, rule=QUIET_HOURS, value=GERMAN, source="Betriebsvereinbarung 12", place="DE")
    german, polish = in_force(QUIET_HOURS, "DE"), in_force(QUIET_HOURS, "PL")
    assert (german.value.begins.hour, german.source, german.place) == (17, "Betriebsvereinbarung 12", "DE")
    assert (polish.value.begins.hour, polish.source, polish.place) == (20, "Group charter, 3.2", "")
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
    policy = set_policy(operator, rule=QUIET_HOURS, value=COMMON, place="CA-QC")
    activity = Activity.objects.get()
    assert (policy.ruled_by, policy.source) == (operator, "administration")
    assert (activity.kind, activity.actor_id, activity.thing_id) == ("policies.set", operator.pk, policy.pk)
    assert activity.data == {"rule": "quiet_hours", "place": "CA-QC"}


def test_nobody_else_may(dora: Person) -> None:
    with pytest.raises(Refused):
        set_policy(dora, rule=SMALLEST_GROUP, value=8, source="a")
    assert not Policy.objects.exists()


@pytest.mark.parametrize("wrong", [4, 1001, "10", True, None, 10.0])
def test_a_value_that_cannot_be_is_refused(operator: Person, wrong: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        set_policy(operator, rule=SMALLEST_GROUP, value=wrong, source="a")
    assert not Policy.objects.exists()


def test_a_subdivision_beats_its_country(operator: Person) -> None:
    set_policy(operator, rule=QUIET_HOURS, value=COMMON, place="CA")
    set_policy(operator, rule=QUIET_HOURS, value=GERMAN, source="Loi", place="CA-QC")
    here = [in_force(QUIET_HOURS, place) for place in ("CA-QC", "CA-ON", "CA", "FR")]
    assert [(one.place, one.value.begins.hour) for one in here] == [("CA-QC", 17), ("CA", 20), ("CA", 20), ("FR", 19)]
    assert (here[0].by, here[0].source, here[3].by) == (operator.name, "Loi", "")


def test_somebody_of_a_subdivision_is_quiet_by_its_rule(operator: Person, alice: Person) -> None:
    set_policy(operator, rule=QUIET_HOURS, value={"from": "12:00", "to": "14:00", "days": []}, place="CA-QC")
    noon = datetime(2026, 3, 10, 11, 30, tzinfo=UTC)
    Placement.objects.filter(person=alice).update(country="CA", subdivision="CA-QC")
    assert quiet_until(alice, noon) == datetime(2026, 3, 10, 13, tzinfo=UTC)
    Placement.objects.filter(person=alice).update(country="FR")
    assert quiet_until(alice, noon) is None, "a part of another country than the employer’s rules nobody"


def test_a_rule_of_the_whole_network_knows_no_country(operator: Person) -> None:
    with pytest.raises(ValueError, match="same for the whole network"):
        set_policy(operator, rule=SMALLEST_GROUP, value=12, place="FR")
    assert not Policy.objects.exists()


def test_the_administrator_of_a_branch_may_not(fanny: Person, whole: Person) -> None:
    with pytest.raises(Refused):
        set_policy(fanny, rule=QUIET_HOURS, value=COMMON, place="FR")
    assert set_policy(whole, rule=QUIET_HOURS, value=COMMON, place="FR").ruled_by == whole


def test_what_holds_where_is_told_to_who_may_set_it(operator: Person, alice: Person) -> None:
    with pytest.raises(Absent):
        rulings(alice)
    set_policy(operator, rule=QUIET_HOURS, value=GERMAN, place="CA-QC")
    told = {rule.name: rows for rule, rows in rulings(operator)}
    assert [one.place for one in told["quiet_hours"]] == ["", "BR", "CA", "CA-QC", "DE", "FR", "MA", "PL"]
    set_policy(operator, rule=QUIET_HOURS, value=COMMON)
    assert [one.place for rule, rows in rulings(operator) if rule is QUIET_HOURS for one in rows] == ["", "CA-QC"]


def test_every_default_can_be_read(operator: Person) -> None:
    assert len(rulings(operator)) == len(mine(operator)) == len(RULES)
    for rule in RULES.values():
        assert rule.says.endswith(".")
        for place in ("", *rule.places):
            in_force(rule, place)
