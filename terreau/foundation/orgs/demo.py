"""The demo company’s tree, sites and network."""

from collections.abc import Iterable, Mapping
from typing import Any

from terreau.foundation.orgs.models import Duty, Mandate, Network, Placement, Site, Unit

DUTIES = {
    "dora": [Duty.PROGRAMME_LEAD, Duty.OPERATOR],
    "paul": [Duty.SPONSOR],
    "mathilde": [Duty.DATA_PROTECTION],
    "rita": [Duty.EMPLOYEE_REPRESENTATIVE],
}

# Who administers a country: alias -> the entities of that country, by the demo’s own names.
BRANCHES = {
    "helene": ["siege", "fenetres-fr", "bois-fr", "services-fr"],
    "wiebke": ["fenetres-de", "services-de"],
}


def plant_network(name: str, company: str) -> None:
    """Whose network this is."""
    Network.objects.create(name=name, company=company, languages=["fr", "en"], default_language="fr")


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


def plant_mandates(people: Mapping[str, int], alias: Mapping[str, str], units: Mapping[str, Unit]) -> None:
    """What the eight were entrusted with, and who administers France and Germany, by Dora’s hand."""
    Mandate.objects.bulk_create(
        [Mandate(person_id=people[login], duty=duty) for login, duties in DUTIES.items() for duty in duties]
    )
    Mandate.objects.bulk_create(
        Mandate(person_id=people[alias[who]], duty=Duty.ADMINISTRATOR, unit=units[key], given_by_id=people["dora"])
        for who, keys in BRANCHES.items()
        for key in keys
    )


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
