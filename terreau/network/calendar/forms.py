"""The shape of what people say about events. No rights, no writes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy as lazy_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from terreau.foundation.policies.quiet import zone_of
from terreau.foundation.text import rhythms, rich, typography, zones
from terreau.network.calendar import queries
from terreau.network.calendar.queries import LONGEST, MOST_SEATS, Event

BODY_LIMIT = 20_000
EARLIEST = date(2000, 1, 1)
FARTHEST = timedelta(days=3653)
TIMES = [("first", _("The first time, before the clocks go back")), ("second", _("The second time, an hour later"))]


def slots_of(minutes: int) -> tuple[int, Any]:
    return minutes, lazy_format(_("Slots of {minutes} minutes"), minutes=minutes)


SLOTS = [("", _("No: one meeting for everybody")), *map(slots_of, (10, 15, 20, 30, 45, 60))]
RHYTHM_NAMES = [
    ("", _("Once")),
    (rhythms.WEEKLY, _("Every week")),
    (rhythms.FORTNIGHTLY, _("Every two weeks")),
    (rhythms.MONTHLY_DAY, _("Every month, on the same date")),
    (rhythms.MONTHLY_WEEKDAY, _("Every month, on the same day of the week")),
]


class Body(forms.CharField):
    """Rich text from the editor, or plain text from a page without script."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=BODY_LIMIT, widget=forms.Textarea, strip=False, **more)

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        return text if text.lstrip().startswith("<") else rich.from_plain(text)


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


def hour_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


def which_field() -> forms.ChoiceField:
    """Asked only where the hour of that name comes twice."""
    return forms.ChoiceField(label=_("Which of the two?"), choices=TIMES, required=False, widget=forms.RadioSelect)


class EventForm(forms.Form):
    """What an event says of itself: wall-clock hours in the zone of its place."""

    title = forms.CharField(label=_("Title"), max_length=200)
    first_day = day_field(_("Day"))
    first_hour = hour_field(_("Begins at"))
    first_which = which_field()
    last_hour = hour_field(_("Ends at"))
    last_which = which_field()
    last_day = day_field(_("Last day"), required=False, help_text=_("Only where it ends on a later day."))
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones.menu,
        help_text=_("The clock of its place. Everybody else sees the hours on their own clock too."),
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        help_text=_("Empty: as many as come. Once all are taken, who comes next waits in the order of arrival."),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        widget=forms.NumberInput({"min": 1, "max": MOST_SEATS, "inputmode": "numeric"}),
    )
    slot_minutes = forms.TypedChoiceField(
        label=_("Office hours"),
        help_text=_("Each slot is taken by one person, who says what it is about; nobody else reads who."),
        choices=SLOTS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    link = forms.URLField(label=_("Link to take part from afar"), max_length=500, required=False, assume_scheme="https")
    body = Body(label=_("What it is about"), required=False)

    def __init__(self, *args: Any, event: Event | None = None, **more: Any) -> None:
        """`event`: the one that changes; a length of its slots that no menu offers is offered too."""
        super().__init__(*args, **more)
        self.taken = event.taken if event else 0
        length = event.slot_minutes if event else None
        if length and length not in dict(SLOTS):
            self.fields["slot_minutes"].choices = [*SLOTS, slots_of(length)]  # type: ignore[attr-defined]  # of choices

    def clean_seats(self) -> int | None:
        seats: int | None = self.cleaned_data["seats"]
        if seats is not None and seats < self.taken:
            raise forms.ValidationError(queries.too_few(self.taken))
        return seats

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("The link begins with https:// or http://."))
        return link

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        found["last_day"] = found.get("last_day") or found.get("first_day")
        for name in ("first", "last"):
            found[f"{name}_at"] = self.instant(name, found)
        start, end = found["first_at"], found["last_at"]
        if start and end and end <= start:
            self.add_error("last_hour", _("It would end before it starts. Choose a later hour, or a last day."))
        elif start and end and end - start > LONGEST:
            self.add_error("last_day", _("An event lasts 62 days at most."))
        elif start and end and found.get("slot_minutes"):
            self.check_slots(end - start, found)
        return found

    def check_slots(self, length: timedelta, found: dict[str, Any]) -> None:
        if timedelta(minutes=found["slot_minutes"]) > length:
            self.add_error("slot_minutes", _("One slot is longer than the office hours. Choose a later end."))
        if found.get("seats"):
            self.add_error("seats", _("Office hours have slots, not seats. Leave this empty."))

    def instant(self, name: str, found: dict[str, Any]) -> datetime | None:
        """The instant that the clock of the place means, or the reason why there is none beside the field."""
        day, hour, zone = found.get(f"{name}_day"), found.get(f"{name}_hour"), found.get("zone")
        if not isinstance(day, date) or not isinstance(hour, time) or not zone:
            return None
        if not EARLIEST <= day <= timezone.localdate() + FARTHEST:
            if f"{name}_day" not in self.errors:
                self.add_error(f"{name}_day", _("Choose a day within the next ten years."))
            return None
        try:
            return zones.instant(day, hour, zone, found.get(f"{name}_which", ""))
        except zones.Skipped as skipped:
            words = _("That night the clocks go forward: %(hour)s does not exist. Choose %(before)s or %(after)s.")
            hours = {"hour": skipped.hour, "before": skipped.before, "after": skipped.after}
            speech = get_language() or "en"
            told = {which: typography.hour(one, speech) for which, one in hours.items()}
            self.add_error(f"{name}_hour", words % told)
        except zones.Twice:
            self.add_error(f"{name}_which", _("That night the clocks go back, and this hour comes twice."))
        return None

    def said(self) -> dict[str, Any]:
        """As `actions.Said` takes it."""
        found = self.cleaned_data
        words = {name: found[name] for name in ("title", "zone", "place", "link", "body", "seats", "slot_minutes")}
        return {**words, "starts_at": found["first_at"], "ends_at": found["last_at"]}


class NewEventForm(EventForm):
    """The same for an event that is still to come, once or again and again."""

    rhythm = forms.ChoiceField(label=_("Again"), choices=RHYTHM_NAMES, required=False)
    until = day_field(_("Until"), required=False, help_text=_("Or say how many times. Two years at most."))
    number = forms.IntegerField(
        label=_("How many times"),
        min_value=2,
        max_value=rhythms.MOST,
        required=False,
        widget=forms.NumberInput({"min": 2, "max": rhythms.MOST, "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("last_at") and found["last_at"] <= timezone.now() and not self.errors:
            self.add_error("first_day", _("It would be over already. Choose a day that is still to come."))
        if found.get("rhythm") and not self.errors:
            self.check_series(found)
        return found

    def check_series(self, found: dict[str, Any]) -> None:
        """A series ends on a day or after so many times, and comes twice at least."""
        if not found.get("until") and not found.get("number"):
            self.add_error("until", _("Say until which day, or how many times."))
        elif self.comes(found) < 2:
            self.add_error("until", _("Until that day it would come only once. Choose a later day."))

    def comes(self, found: dict[str, Any]) -> int:
        number = found.get("number") or rhythms.MOST
        return len(rhythms.days(found["first_day"], found["rhythm"], number=number, until=found.get("until")))

    def repeats(self) -> dict[str, Any]:
        """As `actions.create_series` takes it; nothing for an event that comes once."""
        found = self.cleaned_data
        if not found.get("rhythm"):
            return {}
        number = found.get("number") or rhythms.MOST
        return {"rhythm": found["rhythm"], "until": found.get("until"), "number": number}


class OneOfManyForm(EventForm):
    """The same for one of a series: it alone, or with all that follow."""

    scope = forms.ChoiceField(
        label=_("What changes"),
        choices=[("this", _("This one alone")), ("following", _("This one and all later ones"))],
        initial="this",
        widget=forms.RadioSelect,
    )


class BookingForm(forms.Form):
    """A slot of office hours, and what it is about."""

    slot = forms.IntegerField(min_value=0, max_value=10_000)
    about = forms.CharField(label=_("What is it about?"), max_length=200, required=False)


class CallOffForm(forms.Form):
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("One sentence; everybody who opens the event reads it."),
        max_length=300,
        required=False,
    )


class FeedForm(forms.Form):
    """What an address for a calendar program holds: the whole calendar, what one comes to, or a space by its key."""

    what = forms.ChoiceField(label=_("What it holds"))

    def __init__(self, *args: Any, spaces: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        own = [("mine", _("My calendar: the events of all my spaces")), ("coming", _("Only what I come to"))]
        choices = [(_("My own"), own), *([(_("One space"), list(spaces))] if spaces else [])]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        what = found.get("what", "")
        found["holds"] = what if what in ("mine", "coming") else "space"
        found["space"] = "" if what in ("mine", "coming") else what
        return found


class Keys(forms.Field):
    """Several keys under one name: ticked boxes, or what a script ticked."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[str]:
        return [str(each)[:16] for each in value][:50] if isinstance(value, list | tuple) else []


class InvitationForm(forms.Form):
    """Who is asked to come."""

    people = Keys(required=False)
    who = forms.CharField(label=_("Whom do you ask?"), required=False, max_length=80)


def fields_of(event: Event) -> dict[str, Any]:
    """An event as its form shows it."""
    start, end = (at.astimezone(zone_of(event.zone)) for at in (event.starts_at, event.ends_at))
    return {
        **{name: getattr(event, name) for name in ("title", "zone", "place", "link", "body", "seats", "slot_minutes")},
        **{"first_day": start.date(), "first_hour": start.time(), "first_which": zones.which(start)},
        **{"last_day": None if end.date() == start.date() else end.date(), "last_hour": end.time()},
        "last_which": zones.which(end),
    }
