from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from terreau.foundation.access.words import Absent, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as storage_queries
from terreau.foundation.text import names, words
from terreau.foundation.text.folding import fold
from terreau.network.people import activities, rules
from terreau.network.people.models import Facet, Follow, Profile, Skill, SpokenLanguage, Word

MOST_SKILLS = 30
MOST_FACETS = 12


@transaction.atomic
def follow(actor: Person, *, person: Person) -> None:
    """See what this person writes, where the actor may. Following twice changes nothing."""
    demand(rules.may_follow(actor, person), _("You may follow colleagues who are here, not yourself."))
    _row, fresh = Follow.objects.get_or_create(follower=actor, followed=person)
    if fresh:
        record(activities.followed, actor, person, person_id=person.pk)


@transaction.atomic
def unfollow(actor: Person, *, person: Person) -> None:
    """Stop seeing what this person writes."""
    demand(rules.sees(actor, person))
    gone, _rows = Follow.objects.filter(follower=actor, followed=person).delete()
    if gone:
        record(activities.unfollowed, actor, person, person_id=person.pk)


@transaction.atomic
def edit_profile(
    actor: Person,
    *,
    person: Person,
    skills: Iterable[str] = (),
    languages: Iterable[str] = (),
    custom: dict[str, str] | None = None,
    **told: str,
) -> Profile:
    """Write what a person tells of themselves: title, pronunciation, about, ask_me_about, phone, skills, languages."""
    profile, _fresh = Profile.objects.get_or_create(person=person)
    demand(rules.may_edit(actor, profile), _("Only the person themselves edits their profile."))
    for name, value in told.items():
        setattr(profile, name, value.strip())
    profile.custom = {**profile.custom, **(custom or {})}
    profile.completed_at = profile.completed_at or timezone.now()
    profile.save()
    set_skills(person, skills)
    SpokenLanguage.objects.filter(person=person).exclude(language__in=list(languages)).delete()
    rows = [SpokenLanguage(person=person, language=language) for language in dict.fromkeys(languages)]
    SpokenLanguage.objects.bulk_create(rows, ignore_conflicts=True)
    list_in_directory([person.pk])
    record(activities.edited, actor, person, person_id=person.pk)
    return profile


@transaction.atomic
def rename(actor: Person, *, person: Person, name: str) -> Person:
    """The name colleagues see from now on. What was written before shows it too; old addresses lead on by their key."""
    demand(rules.may_rename(actor, person), _("Only the person themselves changes the name they are shown by."))
    said = names.honest(name)[:150]
    demand(bool(said), _("A name has at least one letter."))
    if said != person.name:
        person.name = said
        if not person.given_name or person.given_name not in said:
            person.given_name = said.split(maxsplit=1)[0][:80]
        person.save(update_fields=["name", "given_name"])
        Profile.objects.get_or_create(person=person)
        list_in_directory([person.pk])
        record(activities.renamed, actor, person, person_id=person.pk)
    return person


@transaction.atomic
def set_photo(actor: Person, *, person: Person, key: str = "") -> Profile:
    """The person’s photo is this file of theirs that hangs nowhere yet (no key: none any more). Only pictures.

    It hangs on the person: whoever sees the person sees it, nobody else (A02). Another’s file is absent (A14).
    """
    profile, _fresh = Profile.objects.get_or_create(person=person)
    demand(rules.may_edit(actor, profile), _("Only the person themselves chooses their photo."))
    files = storage_queries.loose_files(actor, [key]) if key else []
    if key and not files:
        raise Absent
    demand(all(file.is_image for file in files), _("This is no picture that can be shown: send a JPEG, PNG or WebP."))
    profile.photo = None
    profile.save(update_fields=["photo"])
    storage.detach(actor, None, person)
    if key:
        (profile.photo,) = storage.attach(actor, [key], person)
        profile.save(update_fields=["photo"])
    person.photo = key
    person.save(update_fields=["photo"])
    record(activities.photo_set, actor, person, person_id=person.pk)
    return profile


def set_skills(person: Person, skills: Iterable[str]) -> None:
    """The person’s skills are these, variants of one spelling counted once. Inside the caller’s transaction."""
    wanted = {fold(skill.strip()): skill.strip()[:80] for skill in skills if skill.strip()}
    Skill.objects.filter(person=person).exclude(folded__in=wanted).delete()
    rows = [Skill(person=person, name=name, folded=key[:80]) for key, name in list(wanted.items())[:MOST_SKILLS]]
    Skill.objects.bulk_create(rows, ignore_conflicts=True)


def list_in_directory(ids: Iterable[int]) -> None:
    """Write anew by which words these people are found, and where their names sort. Inside the caller’s transaction."""
    ids = list(ids)
    Word.objects.filter(person_id__in=ids).delete()
    people = Person.objects.filter(pk__in=ids).exclude(kind=Kind.SYSTEM).select_related("profile")
    found: list[Word] = []
    sorted_anew: list[Profile] = []
    for person in people.prefetch_related("skills"):
        profile: Profile | None = getattr(person, "profile", None)
        told = [profile.title, profile.ask_me_about] if profile else []
        said = [person.name, person.username or "", *told, *[skill.name for skill in person.skills.all()]]
        spoken = {fold(word)[:60] for word in words.tokens(" ".join(said))}
        found += [Word(person=person, word=word) for word in sorted(spoken)]
        if profile:
            profile.sort_name = names.sort_key(person.name, person.language)[:160]
            sorted_anew.append(profile)
    Word.objects.bulk_create(found, batch_size=500)
    Profile.objects.bulk_update(sorted_anew, ["sort_name"], batch_size=500)


@task()
def count_facets() -> None:
    """How many colleagues each entity, country, language and skill has, for the directory’s side."""
    here = Person.objects.present().exclude(kind__in=[Kind.SYSTEM, Kind.BOT, Kind.GUEST])
    rows = [Facet(kind="country", value=code, label=code, count=n) for code, n in orgs.countries_of(here)]
    rows += [
        Facet(kind="unit", value=key, label=name, count=n) for key, name, n in orgs.entities_of(here)[:MOST_FACETS]
    ]
    spoken = SpokenLanguage.objects.filter(person__in=here).values_list("language").annotate(n=Count("pk"))
    rows += [Facet(kind="language", value=code, label=code, count=n) for code, n in spoken.order_by("-n")[:MOST_FACETS]]
    known = Skill.objects.filter(person__in=here).values_list("folded").annotate(n=Count("pk")).order_by("-n", "folded")
    rows += [Facet(kind="skill", value=key, label=shown(key), count=n) for key, n in known[:MOST_FACETS]]
    with transaction.atomic():
        Facet.objects.all().delete()
        Facet.objects.bulk_create(rows)


def shown(folded: str) -> str:
    """A skill as most people write it."""
    spellings = Skill.objects.filter(folded=folded).values_list("name").annotate(n=Count("pk")).order_by("-n", "name")
    first = spellings.first()
    return str(first[0]) if first else folded
