"""Who comes to an event, as far as its reader may know."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import ngettext

from terreau.foundation.identity.models import Person
from terreau.network.calendar import rules
from terreau.network.calendar.models import Answer, Choice, Event
from terreau.network.calendar.queries.rows import person_row
from terreau.network.posts.queries import PersonRow

FIRST = 12
MOST = 500


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many answered what, and the viewer’s own answer. `place`: theirs on the waiting list, or 0.

    `people`: the first of those who come. None of `seats`: as many as come.
    """

    seats: int | None
    coming: int
    waiting: int
    perhaps: int
    no: int
    asked: int
    mine: str
    place: int
    people: list[PersonRow]

    @property
    def full(self) -> bool:
        return self.seats is not None and self.coming >= self.seats

    @property
    def left(self) -> int:
        return max(0, (self.seats or 0) - self.coming)

    @property
    def others(self) -> int:
        """How many come besides those named."""
        return max(0, self.coming - len(self.people))


@dataclass(frozen=True, slots=True)
class Part:
    """Those who answered the same, `count` of them, in the order in which they did."""

    choice: str
    count: int
    people: list[PersonRow]


def attendance(viewer: Person, event: Event) -> Attendance:
    """For an event already known to be visible."""
    counts = counted(event)
    mine = Answer.objects.filter(event=event, person=viewer).values_list("choice", "turn").first() or ("", 0)
    return Attendance(
        seats=event.seats,
        coming=event.taken,
        mine=mine[0],
        place=ahead_of(event, mine[1]) + 1 if mine[0] == Choice.WAITING else 0,
        people=named(viewer, event, Choice.YES, FIRST) if event.taken else [],
        **{str(one): counts.get(one, 0) for one in (Choice.WAITING, Choice.PERHAPS, Choice.NO, Choice.ASKED)},
    )


def parts(viewer: Person, event: Event) -> list[Part]:
    """Every answer the viewer may read: who comes; for who runs it also who waits, may come, cannot, was asked."""
    counts, all_of_it = counted(event), rules.may_see_answers(viewer, event)
    shown = [one for one in Choice if one == Choice.YES or all_of_it]
    return [Part(str(one), counts.get(one, 0), named(viewer, event, one, MOST)) for one in shown if counts.get(one)]


def counted(event: Event) -> dict[str, int]:
    rows = Answer.objects.filter(event=event).values_list("choice").annotate(count=Count("pk")).order_by()
    return dict(rows)


def ahead_of(event: Event, turn: int) -> int:
    return Answer.objects.filter(event=event, choice=Choice.WAITING, turn__lt=turn).count()


def named(viewer: Person, event: Event, choice: str, most: int) -> list[PersonRow]:
    rows = Answer.objects.filter(rules.answers_visible(viewer, event), event=event, choice=choice)
    return [person_row(one.person) for one in rows.select_related("person").order_by("turn", "at", "pk")[:most]]


def held_by_absent(space_ids: Collection[int], person_ids: Collection[int]) -> list[Event]:
    """What is still to come in these spaces, or has answers of these people."""
    if not space_ids and not person_ids:
        return []
    held = Answer.objects.filter(Q(event__space_id__in=space_ids) | Q(person_id__in=person_ids))
    coming = Event.objects.filter(pk__in=held.values("event_id"), ends_at__gt=timezone.now())
    return list(coming.select_related("space").order_by("pk"))


def blind_to(viewer: Person, event: Event, people: Collection[Person]) -> list[str]:
    """Names of those among `people` who do not see the event: they cannot be asked to come."""
    able = set(rules.able_to_come(event).filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True))
    return [one.name for one in people if one.pk not in able]


def too_few(taken: int) -> str:
    """Why there cannot be fewer seats than people who come."""
    words = ngettext(
        "%(num)s person comes already: there cannot be fewer seats.",
        "%(num)s people come already: there cannot be fewer seats.",
        taken,
    )
    return words % {"num": taken}
