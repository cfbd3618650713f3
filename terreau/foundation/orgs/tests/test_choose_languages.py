import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs import queries
from terreau.foundation.orgs.actions import choose_languages
from terreau.foundation.orgs.tests.journal import kinds


def test_only_installed_languages_are_offered(whole):
    choose_languages(whole, languages=["fr", "tlh"], default="fr")
    choose_languages(whole, languages=["fr"], default="fr")
    assert queries.house(None).languages == ("fr",)
    assert kinds() == ["languages_chosen"]


def test_the_first_language_is_one_of_them(whole):
    for languages, default in ((["fr"], "en"), ([], "fr")):
        with pytest.raises(Refused):
            choose_languages(whole, languages=languages, default=default)
    assert queries.house(None).languages == ("fr", "en")


def test_who_may_not(alice, fanny):
    for actor in (alice, fanny):
        with pytest.raises(Refused):
            choose_languages(actor, languages=["fr"], default="fr")


def test_what_it_costs(whole, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        choose_languages(whole, languages=["fr"], default="fr")
