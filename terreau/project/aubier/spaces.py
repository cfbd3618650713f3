"""The forty spaces and who belongs to them."""

from collections import defaultdict
from datetime import date, timedelta
from math import log
from random import Random
from typing import Any

from terreau.project.aubier.people import months_before, read_toml
from terreau.project.aubier.shapes import Company, MemberSpec, PersonSpec, SpaceSpec
from terreau.project.aubier.slots import Filler

Membership = dict[str, dict[str, MemberSpec]]
"""Space to login to membership."""

CLOSED_TO_DRAW = {"releve-kassel", "alertes-ethiques", "pose-ouest-partenaires"}


def spaces(made: Company, rng: Random, now: date) -> dict[str, SpaceSpec]:
    """Return the spaces by slug, in the order of the file."""
    return {slug: _space(slug, entry, made.alias, rng, now) for slug, entry in read_toml("spaces").items()}


def _texts(entry: dict[str, Any], prefix: str, rng: Random, now: date) -> dict[str, str]:
    found = {}
    for code in ("fr", "en", "de", "pt", "pl", "ar"):
        if text := entry.get(f"{prefix}{code}"):
            found[code] = Filler(rng, code, now).fill(text)
    return found


def _space(slug: str, entry: dict[str, Any], alias: dict[str, str], rng: Random, now: date) -> SpaceSpec:
    created = months_before(now, entry["created"])
    return SpaceSpec(
        slug=slug,
        names=_texts(entry, "", rng, now),
        purposes=_texts(entry, "purpose_", rng, now),
        openness=entry.get("openness", "open"),
        category=entry["category"],
        official=entry["official"],
        owners=tuple(alias[name] for name in entry["owners"]),
        managers=tuple(alias[name] for name in entry["managers"]),
        created_on=created,
        stage=entry["stage"],
        sponsor=alias[entry["sponsor"]] if entry["sponsor"] else "",
        care_hours=entry["care"][0],
        care_given=entry["care"][1],
        languages=tuple(entry["languages"]),
        curve=entry["curve"],
        volume=entry["volume"],
        size=entry["size"],
        rule=dict(entry["rule"]),
        topics=tuple(entry["topics"]),
        named=tuple(alias[name] for name in entry.get("named", ())),
        countries=tuple(entry.get("countries", ())),
        archived_on=months_before(now, entry["archived"]) if "archived" in entry else None,
        opens_on=now + timedelta(days=entry["opens"]) if "opens" in entry else None,
        review_on=_review(created, now) if "archived" not in entry else None,
        audience=Filler(rng, "fr", now).fill(entry["audience"]),
    )


def _review(created: date, now: date) -> date:
    review = created
    while review <= now:
        review += timedelta(days=365)
    return review


def weighted(tokens: tuple[str, ...]) -> dict[str, float]:
    """Return {"fr": 6.0, "en": 2.0} for ("fr*6", "en*2")."""
    parts = (token.partition("*") for token in tokens)
    return {name: float(weight or 1) for name, _star, weight in parts}


def members(made: Company, known: dict[str, SpaceSpec], seed: str, now: date) -> Membership:
    """Return who belongs to each space, since when, in which role; drawn by the space's rule."""
    joined: Membership = defaultdict(dict)
    for space in known.values():
        rng = Random(f"{seed}/members/{space.slug}")
        for login in dict.fromkeys((*space.owners, *space.managers, *space.named)):
            person = made.people[login]
            joined[space.slug][login] = _member(space, person, rng, now, early=True)
        for person in _drawn(made, space, rng, space.size - len(joined[space.slug]), joined[space.slug]):
            joined[space.slug][person.login] = _member(space, person, rng, now, early=False)
    return joined


def _weight(space: SpaceSpec, person: PersonSpec) -> float:
    rule = space.rule
    keys = (person.function, person.site, person.country)
    matched = [rule[key] for key in keys if key in rule]
    if not matched:
        return rule.get("*", 0.0)
    return max(matched) + 0.2 * sum(matched)


def _drawn(made: Company, space: SpaceSpec, rng: Random, count: int, taken: dict[str, MemberSpec]) -> list[PersonSpec]:
    if space.slug in CLOSED_TO_DRAW and not space.rule:
        return []
    scored = []
    for person in made.people.values():
        weight = _weight(space, person)
        chance = rng.random()
        if weight <= 0 or person.is_guest or person.login in taken or person.login in ("charlie", "alice"):
            continue
        if space.countries and person.country not in space.countries:
            continue
        if (person.left_on and person.left_on <= space.created_on) or (space.openness != "open" and person.left_on):
            continue
        if space.archived_on and person.joined_on >= space.archived_on:
            continue
        scored.append((log(max(chance, 1e-9)) / weight, person.login, person))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return [person for _score, _login, person in scored[: max(count, 0)]]


def _member(space: SpaceSpec, person: PersonSpec, rng: Random, now: date, *, early: bool) -> MemberSpec:
    role = "member"
    if person.login in space.owners:
        role = "owner"
    elif person.login in space.managers:
        role = "manager"
    elif person.is_guest:
        role = "guest"
    usual = 3 if space.slug == "nouveaux-arrivants" else 75
    wait = 0 if early else round(rng.expovariate(1 / usual))
    since = max(space.created_on, person.joined_on)
    last = min(day for day in (now, space.archived_on, person.left_on) if day)
    since = min(since + timedelta(days=wait), max(last - timedelta(days=1), since))
    level = "all" if role in ("owner", "manager") else rng.choices(("digest", "all", "none"), (70, 14, 16))[0]
    return MemberSpec(space.slug, person.login, role, since, person.left_on, level)
