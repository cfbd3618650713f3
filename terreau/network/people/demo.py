"""The demo company’s people."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zlib import crc32

from django.contrib.auth.hashers import make_password
from django.db import transaction

from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import demo as orgs
from terreau.foundation.storage import actions as storage
from terreau.foundation.text import names
from terreau.foundation.text.folding import fold
from terreau.network.people.actions import count_facets, list_in_directory
from terreau.network.people.models import Follow, Profile, Skill, SpokenLanguage

PASSWORD = "terreau-demo"
TRIED = ("h.arnoux", "w.ehlers")  # administrators of France and of Germany, not in the role switch
LOGINS = ("alice", "bob", "charlie", "gaby", "dora", "paul", "mathilde", "rita")
# What administrators added to the profiles: the names of each line.
LINES = {
    "office": {"fr": "Bâtiment, bureau", "en": "Building, office"},
    "first-aid": {"fr": "Sauveteur secouriste jusqu’en", "en": "First-aider until"},
    "radio": {"fr": "Canal radio", "en": "Radio channel"},
}
ON_RADIO = {"production", "maintenance", "logistics"}
OFFICES = {"alice": "A, 2.14", "bob": "B, 1.03", "dora": "A, 3.01", "mathilde": "A, 2.20", "rita": "A, 0.11"}
INTERFACE = {"fr", "en"}


def morning(day: date) -> datetime:
    """That day at eight, UTC."""
    return datetime.combine(day, time(8), UTC)


def plant(
    specs: Mapping[str, Any], units: Mapping[str, Any], sites: Mapping[str, Any], keys: Iterator[str]
) -> dict[str, int]:
    """People with profile, place, skills and languages; returns their ids by login."""
    password = make_password(PASSWORD)
    Person.objects.bulk_create([person_of(spec, next(keys), password) for spec in specs.values()])
    ids = {str(name): id for name, id in Person.objects.filter(username__in=specs).values_list("username", "pk")}
    orgs.plant_placements(specs, ids, units, sites)
    Profile.objects.bulk_create([profile_of(spec, ids[login]) for login, spec in specs.items()])
    skills = [
        Skill(person_id=ids[login], name=skill, folded=fold(skill))
        for login, spec in specs.items()
        for skill in dict.fromkeys(spec.skills)
    ]
    Skill.objects.bulk_create(skills, ignore_conflicts=True)
    spoken = [
        SpokenLanguage(person_id=ids[login], language=language)
        for login, spec in specs.items()
        for language in dict.fromkeys(spec.languages)
    ]
    SpokenLanguage.objects.bulk_create(spoken)
    every = list(ids.values())
    for start in range(0, len(every), 500):
        list_in_directory(every[start : start + 500])
    count_facets.call()
    return ids


def person_of(spec: Any, key: str, password: str) -> Person:
    return Person(
        key=key,
        kind=Kind.GUEST if spec.is_guest else Kind.MEMBER,
        username=spec.login,
        email=spec.email or None,
        name=spec.name,
        given_name=spec.given,
        language=spec.language if spec.language in INTERFACE else "en",
        time_zone=spec.time_zone,
        password=password if spec.login in (*LOGINS, *TRIED) else "!",
        created_at=morning(spec.joined_on),
        joined_at=morning(spec.joined_on),
        left_at=morning(spec.left_on) if spec.left_on else None,
    )


def profile_of(spec: Any, person_id: int) -> Profile:
    return Profile(
        person_id=person_id,
        sort_name=names.sort_key(spec.name, spec.language)[:160],
        title=spec.title,
        pronunciation=spec.pronunciation,
        about=spec.motto,
        ask_me_about=", ".join(spec.ask_me_about),
        custom=lines_of(spec),
        completed_at=morning(spec.joined_on) if spec.skills else None,
    )


def lines_of(spec: Any) -> dict[str, str]:
    """What this person wrote on those lines: an office, when their first-aid certificate ends, their hall’s channel."""
    told = {"office": OFFICES[spec.login]} if spec.login in OFFICES else {}
    lot = crc32(spec.login.encode())
    if lot % 16 == 0 and not spec.is_guest:
        told["first-aid"] = str(spec.joined_on.year + 3 + lot // 16 % 3)
    if spec.function in ON_RADIO and lot % 3 == 0:
        told["radio"] = str(1 + crc32(spec.unit.encode()) % 16)
    return told


@transaction.atomic
def plant_photo(person: Person, file: Any) -> None:
    """This file of theirs is the person’s photo."""
    (photo,) = storage.attach(person, [file.key], person)
    Profile.objects.filter(person=person).update(photo=photo)
    person.photo = file.key
    person.save(update_fields=["photo"])


def plant_follows(follows: Iterable[Any], people: Mapping[str, int]) -> None:
    """Who follows whom."""
    rows = [Follow(follower_id=people[f.follower], followed_id=people[f.followed], at=morning(f.on)) for f in follows]
    Follow.objects.bulk_create(rows, ignore_conflicts=True)
