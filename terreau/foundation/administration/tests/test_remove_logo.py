import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.administration.actions import remove_logo, show_logo
from terreau.foundation.administration.tests.test_show_logo import picture
from terreau.foundation.orgs import queries
from terreau.foundation.storage.models import Attachment


def test_it_works(operator):
    show_logo(operator, file=picture())
    remove_logo(operator)
    assert queries.house(None).logo == "" and not Attachment.objects.exists()


def test_who_may_not(alice, operator):
    show_logo(operator, file=picture())
    with pytest.raises(Refused):
        remove_logo(alice)
    assert queries.house(None).logo


def test_what_it_costs(operator, django_assert_max_num_queries):
    show_logo(operator, file=picture())
    with django_assert_max_num_queries(17):
        remove_logo(operator)
