"""The demo company’s tree and sites."""

from collections.abc import Iterable, Mapping
from typing import Any

from terreau.foundation.orgs.models import Placement, Site, Unit


def plant_units(units: Iterable[Any], keys: Iterable[str]) -> dict[str, Unit]:
    """The tree, parents first; returns the units by the demo’s own names."""
    made: dict[str, Unit] = {}
    for spec, key in zip(units, keys, strict=False):
        parent = made.get(spec.parent)
        unit = Unit.objects.create(key=key, parent=parent, kind=spec.kind, name=spec.name, country=spec.country)
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        made[spec.key] = unit
    return made


def plant_sites(sites: Iterable[Any], keys: Iterable[str]) -> dict[str, Site]:
    """The places, by the demo’s own names."""
    return {
        spec.key: Site.objects.create(
            key=key, name=spec.name, country=spec.country, subdivision=spec.subdivision, time_zone=spec.time_zone
        )
        for spec, key in zip(sites, keys, strict=False)
    }


def plant_placements(
    specs: Mapping[str, Any], people: Mapping[str, int], units: Mapping[str, Unit], sites: Mapping[str, Site]
) -> None:
    """Where everyone stands, and under whom."""
    above = managers(specs)
    Placement.objects.bulk_create(
        [
            Placement(
                person_id=people[login],
                unit=units[spec.unit],
                site=sites[spec.site],
                country=spec.country,
                subdivision=sites[spec.site].subdivision,
                manager_id=people.get(above.get(login, "")),
            )
            for login, spec in specs.items()
        ]
    )


def managers(specs: Mapping[str, Any]) -> dict[str, str]:
    """Login -> login of who leads them: the first of each unit leads it, a site’s first of direction leads those."""
    working = {login: spec for login, spec in specs.items() if not spec.is_guest and spec.left_on is None}
    units: dict[str, str] = {}
    directions: dict[str, str] = {}
    for login, spec in working.items():
        units.setdefault(spec.unit, login)
        if spec.function == "direction":
            directions.setdefault(spec.site, login)
    top = next(iter(directions.values()), "")
    led = {login: (units[spec.unit], directions.get(spec.site, top), top) for login, spec in working.items()}
    return {
        login: next((one for one in chain if one not in (login, "")), "")
        for login, chain in led.items()
        if login != top
    }
