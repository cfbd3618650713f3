"""Names, titles and logins are true to the countries."""

import re
from collections import Counter

from terreau.project.aubier.places import SHARES, SITES
from terreau.project.aubier.world import World


def test_shares_fill_the_sites() -> None:
    for site, shares in SHARES.items():
        partners = {"nantes": 0}.get(site, 0)
        assert sum(shares.values()) + partners == SITES[site].people


def test_polish_names_agree(aubier: World) -> None:
    for person in aubier.people.values():
        if person.country == "PL" and person.feminine:
            assert not re.search(r"(ski|cki|dzki)$", person.family), person.name
        elif person.country == "PL":
            assert not re.search(r"(ska|cka|dzka)$", person.family), person.name


def test_logins_are_plain(aubier: World) -> None:
    for person in aubier.people.values():
        assert re.fullmatch(r"[a-z][a-z0-9.-]{2,30}", person.login), person.login


def test_some_have_no_mail_and_some_have_left(aubier: World) -> None:
    assert 250 < sum(not person.has_mail for person in aubier.people.values()) < 600
    assert 30 < sum(person.left_on is not None for person in aubier.people.values()) < 120


def test_names_vary(aubier: World) -> None:
    given = Counter(person.given for person in aubier.people.values())
    assert given.most_common(1)[0][1] < 20
    assert max(len(person.name) for person in aubier.people.values()) > 45
    assert min(len(person.name) for person in aubier.people.values()) < 9
