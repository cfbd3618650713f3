"""Someone whole, as other programs are told: few questions, and none about who stands around them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from terreau.foundation.identity.models import Person
from terreau.network.people.models import Follow, Profile, Skill, SpokenLanguage
from terreau.network.people.queries.people import Row, custom_lines, profile_of, row_of


@dataclass(frozen=True)
class Told:
    """All that somebody says about themselves, and where they stand."""

    row: Row
    unit: str
    profile: Profile
    here: bool
    left: bool
    followers: int
    custom: list[tuple[str, str]]

    @property
    def ask_me_about(self) -> list[str]:
        return [part.strip() for part in self.profile.ask_me_about.split(",") if part.strip()]


def told(viewer: Person, person: Person) -> Told:
    """A person already known to be visible: three questions."""
    counted = Follow.objects.filter(followed=OuterRef("pk")).order_by().values("followed").annotate(n=Count("pk"))
    found = Person.objects.select_related("profile", "placement__site", "placement__unit").annotate(
        is_followed=Exists(Follow.objects.filter(follower_id=viewer.pk, followed=OuterRef("pk"))),
        how_many=Coalesce(Subquery(counted.values("n")), 0),
    )
    whole = found.get(pk=person.pk)
    profile, placement = profile_of(whole) or Profile(person=whole), getattr(whole, "placement", None)
    site, unit = (placement.site, placement.unit) if placement else (None, None)
    spoken, known = words_of(viewer, person)
    columns = (whole.pk, whole.key, whole.name, profile.title, site.name if site else "")
    more = (placement.country if placement else "", whole.photo)
    return Told(
        row=row_of((*columns, *more), spoken, known, whole.is_followed),
        unit=unit.name if unit else "",
        profile=profile,
        here=whole.joined_at is not None,
        left=whole.left_at is not None,
        followers=whole.how_many,
        custom=custom_lines(viewer, profile),
    )


def words_of(viewer: Person, person: Person) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The languages and the skills of somebody visible, in the order in which they were written."""
    spoken = SpokenLanguage.objects.filter(person=person).values_list(Value("language"), "pk", "language")
    known = Skill.objects.filter(person=person).values_list(Value("skill"), "pk", "name")
    found = sorted(spoken.union(known, all=True))
    return (
        tuple(word for kind, _pk, word in found if kind == "language"),
        tuple(word for kind, _pk, word in found if kind == "skill"),
    )
