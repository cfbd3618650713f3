"""Who is placed where, for the rules and pages of rooms above."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules
from terreau.foundation.orgs.models import Placement, Unit
from terreau.foundation.text.countries import place_of as place_inside


def placed_in(viewer: Person, unit: str = "unit", country: str = "country") -> Q:
    """For rows that name a branch (`unit`) or a `country`: is the viewer placed there? One sub-select."""
    inside = Q(unit__path__startswith=OuterRef(f"{unit}__path"))
    there = Q(country=OuterRef(country)) & ~Q(country="")
    return Q(Exists(Placement.objects.filter(inside | there, person_id=viewer.pk)))


def people_placed(unit_ids: "QuerySet[Any]", countries: "QuerySet[Any]") -> "QuerySet[Any]":
    """Ids of the people placed in one of these branches or countries."""
    reach = Q(country__in=countries) & ~Q(country="")
    for path in Unit.objects.filter(pk__in=unit_ids).values_list("path", flat=True):
        reach |= Q(unit__path__startswith=path)
    return Placement.objects.filter(reach).values("person_id")


def entities(viewer: Person) -> "QuerySet[Unit]":
    """The legal entities of the company’s tree that still stand, by name."""
    return Unit.objects.filter(rules.visible(viewer), kind=Unit.ENTITY, closed_at=None).order_by("name")


def place_of(viewer: Person) -> str:
    """Whose rules hold for the viewer: CA-QC, else CA (ISO 3166-2, 3166-1); empty when nobody said."""
    return places_by_person([viewer.pk]).get(viewer.pk, "")


def places_by_person(people: Collection[int]) -> dict[int, str]:
    """The same for each of these people (ids) who has a country."""
    placed = Placement.objects.filter(person_id__in=people).exclude(country="")
    rows = placed.values_list("person_id", "country", "subdivision")
    return {person: place_inside(country, part) for person, country, part in rows}


def countries_of(people: "QuerySet[Person]") -> list[tuple[str, int]]:
    """Countries (ISO 3166-1 alpha-2) with how many of these people are placed there, the largest first."""
    placed = Placement.objects.filter(person__in=people).exclude(country="")
    return list(placed.values_list("country").annotate(n=Count("pk")).order_by("-n", "country"))
