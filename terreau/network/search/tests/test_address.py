"""What stands in the address of a search: known words only, whatever somebody writes there."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from terreau.foundation.activity.pump import pump
from terreau.foundation.identity.models import Person
from terreau.foundation.text import words
from terreau.network.posts import actions as posts
from terreau.network.search import forms, queries, terms

pytestmark = pytest.mark.django_db
NUMBERS = ["1e1000000", "NaN", "-0", "-1", str(2**63), "٣", "0x10", " 1", "1.5"]
BREAKING = ["'", '"', "' OR 1=1 --", "x') UNION SELECT 1", "\x00", "%", "${7*7}", "kind);DROP TABLE t", "a\nb", "\\"]
SYNTAX = [
    '"', '"""', "-", "--a", '-"a', "a AND", "NOT", "a NEAR b", "title_terms: a", "^a", "a*b*", "*", "(a", "a)", "{a}",
    "a:b", "'a", "a'b", "a & | !", "a <-> b", ":*", "\\", "\x00a", "\ud800", "a" * 5000, '"' * 400, "- " * 200,
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_c09_numbers_that_are_none(signed_in, bob, number):
    assert signed_in(bob).get("/search", {"q": "a", "page": number}).status_code == 404


@pytest.mark.parametrize("name", ["kind", "order", "when", "since", "until", "space", "author", "language"])
@pytest.mark.parametrize("value", BREAKING)
def test_e17_names_that_are_none(signed_in, bob, name, value):
    assert signed_in(bob).get("/search", {"q": "a", name: value}).status_code == 404


@pytest.mark.parametrize("text", [*SYNTAX, *BREAKING])
def test_e12_any_syntax_is_only_words(signed_in, alice, bob, space, text):
    posts.publish(alice, space=space, title="Alpha", body="<p>a b</p>")
    pump()
    found = queries.search(bob, text=text)
    assert found.total in (0, 1)
    status = 404 if "\x00" in text else 200
    assert signed_in(bob).get("/search", {"q": text.encode("utf-8", "replace")}).status_code == status
    assert signed_in(bob).get("/search/suggestions", {"q": text.encode("utf-8", "replace")}).status_code == status


def test_e12_a_long_search_is_cut():
    long = terms.groups(words.parse(" ".join(f"w{number}" for number in range(10_000))), words.STEMMED)
    assert long is not None and len(long.wanted) <= words.MOST_QUERY_WORDS


def test_an_address_says_again_what_it_was_asked():
    given = "q=bois+sec&kind=post&order=date&when=year&since=2026-01-02&space=k7f2&space=abcd&author=x1&language=fr"
    asked = forms.read(QueryDict(given))
    assert forms.read(QueryDict(asked.address().partition("?")[2])) == asked
    assert asked.address(kind="", spaces=()) == (
        "/search?q=bois+sec&order=date&when=year&since=2026-01-02&author=x1&language=fr"
    )
    assert asked.address(page=3).endswith("&page=3&space=k7f2&space=abcd&author=x1&language=fr")


def test_days_are_whole_days_where_the_reader_is():
    now = timezone.now()
    since, until = forms.span(forms.Asked(since="2026-03-01", until="2026-03-01"), now)
    assert since and until and (until - since).total_seconds() == 86_400
    month, _open = forms.span(forms.Asked(when="month"), now)
    assert month and 29 < (now - month).total_seconds() / 86_400 < 32
    assert forms.span(forms.Asked(until="9999-12-31"), now) == (None, None)


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition('<nav class="bar"')[0]


def test_a_key_that_leads_nowhere_narrows_as_a_forbidden_one(signed_in, alice, charlie, space, secret):
    posts.publish(alice, space=space, title="Alpha", body="<p>a</p>")
    posts.publish(alice, space=secret, title="Alpha secrète", body="<p>a</p>")
    pump()
    browser = signed_in(charlie)
    forbidden = main_of(browser.get("/search", {"q": "alpha", "space": secret.key}).text).replace(secret.key, "KEY")
    absent = main_of(browser.get("/search", {"q": "alpha", "space": "zzzzzz"}).text).replace("zzzzzz", "KEY")
    assert "Alpha" not in forbidden and forbidden == absent


def test_the_page_offers_what_narrows(signed_in, alice, bob, space):
    posts.publish(alice, space=space, title="Alpha", body="<p>une phrase pour la maison et la cour</p>")
    pump()
    page = signed_in(bob).get("/search", {"q": "alpha", "author": alice.key, "space": space.key, "when": "month"}).text
    assert f'name="author" value="{alice.key}" checked' in page and f'name="space" value="{space.key}" checked' in page
    assert "<mark>Alpha</mark>" in page
    nothing = signed_in(bob).get("/search", {"q": "alpha", "until": "2001-01-01"}).text
    assert "/posts/new?kind=question" in nothing and 'value="2001-01-01"' in nothing


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-30"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage"])
def test_c09_the_first_and_the_last_of_days(signed_in, bob, day, zone):
    Person.objects.filter(pk=bob.pk).update(time_zone=zone)
    for name in ("since", "until"):
        assert signed_in(bob).get("/search", {"q": "a", name: day}).status_code == 200
