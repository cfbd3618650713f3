"""What waits for a person: readings asked of them, and when nobody disturbs them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import QUIET_HOURS
from terreau.foundation.policies.quiet import QuietHours
from terreau.network.posts.models import Acknowledgement, Post
from terreau.network.posts.queries.rows import address
from terreau.network.spaces import queries as spaces

SHOWN = 3
OVERDUE_FOR = timedelta(days=30)
WEEKEND = frozenset({6, 7})


@dataclass(frozen=True, slots=True)
class Reading:
    """An announcement to be confirmed, until when."""

    key: str
    title: str
    due: date

    @property
    def url(self) -> str:
        return address(self.key, self.title)

    @property
    def late(self) -> bool:
        return self.due < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Quiet:
    """The quiet hours where the person works; `country` is empty where nobody said which it is."""

    hours: QuietHours
    country: str

    @property
    def weekend(self) -> bool:
        return self.hours.days >= WEEKEND


def required_of(viewer: Person, *, most: int = SHOWN) -> list[Reading]:
    """Required readings of the viewer’s spaces that they have not confirmed, the most pressing first."""
    confirmed = Acknowledgement.objects.filter(post_id=OuterRef("pk"), person_id=viewer.pk)
    asked = Post.objects.exclude(author_id=viewer.pk).filter(
        ~Exists(confirmed),
        space_id__in=spaces.own_ids(viewer),
        required_by__gte=timezone.localdate() - OVERDUE_FOR,
        withdrawn_at=None,
    )
    rows = (
        asked.exclude(author_id=viewer.pk)
        .order_by("required_by", "pk")
        .values_list("key", "title", "required_by")[:most]
    )
    return [Reading(key, title, due) for key, title, due in rows if due]


def quiet(viewer: Person) -> Quiet:
    """When no mail reaches this person, by the rule of their country."""
    place = orgs.place_of(viewer)
    hours = policies.value(QUIET_HOURS, place)
    return Quiet(hours, spaces.country_name(place[:2], viewer.language) if place else "")
