"""The demo company’s spaces and who is in them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from terreau.network.spaces.actions.rows import folded_words
from terreau.network.spaces.models import Discovery, Membership, Space

JOINING = {"open": "free", "closed": "request", "secret": "invitation"}


def morning(day: date) -> datetime:
    """That day at nine, UTC."""
    return datetime.combine(day, time(9), UTC)


def plant(specs: Mapping[str, Any], people: Mapping[str, int], keys: Iterator[str]) -> dict[str, int]:
    """The spaces; returns their ids by the demo’s own names."""
    ids: dict[str, int] = {}
    for slug, spec in specs.items():
        space = Space(**fields(spec, people), key=next(keys))
        space.words = folded_words(space)
        space.save(force_insert=True)
        ids[slug] = space.pk
        Discovery.objects.bulk_create([Discovery(space=space, country=country) for country in spec.countries])
    return ids


def fields(spec: Any, people: Mapping[str, int]) -> dict[str, Any]:
    """A space’s columns: the first language of its names is the name of reference."""
    first = next(iter(spec.names))
    created = morning(spec.created_on)
    return {
        "name": spec.names[first],
        "names": dict(spec.names),
        "purpose": spec.purposes.get(first, ""),
        "purposes": dict(spec.purposes),
        "openness": spec.openness,
        "joining": JOINING[spec.openness],
        "restricted": bool(spec.countries),
        "category": spec.category,
        "sponsor_id": people.get(spec.sponsor),
        "care_hours": spec.care_hours,
        "language": first,
        "created_at": created,
        "created_by_id": people[spec.owners[0]],
        "active_at": created,
        "official_at": created if spec.official else None,
        "archived_at": morning(spec.archived_on) if spec.archived_on else None,
        "review_on": spec.review_on,
    }


def plant_members(members: Iterable[Any], spaces: Mapping[str, int], people: Mapping[str, int], now: datetime) -> None:
    """Memberships in force; everyone has read up to a day or a few ago, so that something waits."""
    rows = {
        (spaces[m.space], people[m.login]): Membership(
            space_id=spaces[m.space],
            person_id=people[m.login],
            role=m.role,
            level=m.level,
            joined_at=morning(m.since),
            read_at=now - timedelta(hours=20 + people[m.login] * 7 % 90),
        )
        for m in members
        if m.until is None
    }
    Membership.objects.bulk_create(rows.values())
    for space_id, count in Counter(space_id for space_id, _person in rows).items():
        Space.objects.filter(pk=space_id).update(member_count=count)


def plant_life(last: Mapping[int, datetime]) -> None:
    """When each space was last active."""
    for space_id, at in last.items():
        Space.objects.filter(pk=space_id).update(active_at=at)
