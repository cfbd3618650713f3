import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.policies.actions import lift_policy, set_policy
from terreau.foundation.policies.models import Policy
from terreau.foundation.policies.names import SMALLEST_GROUP
from terreau.foundation.policies.queries import in_force


def test_the_default_holds_again(operator: Person) -> None:
    set_policy(operator, rule=SMALLEST_GROUP, value=8, source="a")
    lift_policy(operator, rule=SMALLEST_GROUP)
    assert (in_force(SMALLEST_GROUP).value, in_force(SMALLEST_GROUP).source) == (10, "network default")
    assert Policy.objects.get().until is not None
    assert Activity.objects.filter(kind="policies.lifted", actor_id=operator.pk).count() == 1


def test_lifting_nothing_leaves_no_trace(operator: Person) -> None:
    lift_policy(operator, rule=SMALLEST_GROUP)
    assert not Activity.objects.exists()


def test_nobody_else_may(dora: Person, operator: Person) -> None:
    set_policy(operator, rule=SMALLEST_GROUP, value=8, source="a")
    with pytest.raises(Refused):
        lift_policy(dora, rule=SMALLEST_GROUP)
    assert in_force(SMALLEST_GROUP).value == 8
