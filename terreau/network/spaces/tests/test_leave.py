import threading

import pytest
from django.db import connection

from terreau.foundation.access.words import Refused
from terreau.network.spaces import rules
from terreau.network.spaces.actions import change_role, leave
from terreau.network.spaces.models import Membership
from terreau.network.spaces.tests.journal import counted, kinds, roles
from tests.cast import space_of


@pytest.mark.django_db
def test_it_works(bob, secret):
    leave(bob, space=secret)
    leave(bob, space=secret)
    assert roles(secret) == {"alice": "owner"} and counted(secret)
    assert not rules.may_read(bob, secret)
    assert kinds(secret) == ["left"]


@pytest.mark.django_db
def test_the_last_owner_may_not(alice, bob, space):
    with pytest.raises(Refused):
        leave(alice, space=space)
    change_role(alice, space=space, person=bob, role="owner")
    leave(alice, space=space)
    with pytest.raises(Refused):
        leave(bob, space=space)
    assert roles(space) == {"bob": "owner"}


@pytest.mark.django_db
def test_an_owner_who_left_the_company_holds_no_key(alice, bob, space):
    change_role(alice, space=space, person=bob, role="owner")
    bob.left_at = bob.joined_at
    bob.save()
    with pytest.raises(Refused):
        leave(alice, space=space)


@pytest.mark.django_db(transaction=True)
def test_f02_two_last_owners_never_leave_together(alice, bob):
    space = space_of(alice, bob)
    Membership.objects.filter(space=space).update(role="owner")
    start, refused = threading.Barrier(2), []

    def go(person):
        start.wait()
        try:
            leave(person, space=space)
        except Refused:
            refused.append(person)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(person,)) for person in (alice, bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert list(roles(space).values()) == ["owner"] and counted(space)


@pytest.mark.django_db
def test_what_it_costs(bob, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        leave(bob, space=space)
