import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions, rules
from terreau.network.calendar.tests.planning import planned

pytestmark = pytest.mark.django_db


def test_the_house_reminds_and_nobody_else(alice, space):
    event = planned(alice, space)
    assert actions.remind_of(None, event=event) == 0 and rules.may_remind(None, event)
    with pytest.raises(Refused):
        actions.remind_of(alice, event=event)
