"""The shape of what people say about events. No rights, no writes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from terreau.foundation.policies.quiet import zone_of
from terreau.foundation.text import rich, typography, zones
from terreau.network.calendar.queries import Event

BODY_LIMIT = 20_000
EARLIEST = date(2000, 1, 1)
FARTHEST = timedelta(days=3653)
TIMES = [("first", _("The first time, before the clocks go back")), ("second", _("The second time, an hour later"))]


class Body(forms.CharField):
    """Rich text from the editor, or plain text from a page without script."""

    def __init__(self, **more: object) -> None:
        super().__init__(max_length=BODY_LIMIT, widget=forms.Textarea, strip=False, **more)  # type: ignore[arg-type]  # what Django’s own field takes

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
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    link = forms.URLField(label=_("Link to take part from afar"), max_length=500, required=False, assume_scheme="https")
    body = Body(label=_("What it is about"), required=False)

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
        return found

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
        words = {name: found[name] for name in ("title", "zone", "place", "link", "body")}
        return {**words, "starts_at": found["first_at"], "ends_at": found["last_at"]}


class NewEventForm(EventForm):
    """The same for an event that is still to come."""

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("last_at") and found["last_at"] <= timezone.now() and not self.errors:
            self.add_error("first_day", _("It would be over already. Choose a day that is still to come."))
        return found


class CallOffForm(forms.Form):
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("One sentence; everybody who opens the event reads it."),
        max_length=300,
        required=False,
    )


def fields_of(event: Event) -> dict[str, Any]:
    """An event as its form shows it."""
    start, end = (at.astimezone(zone_of(event.zone)) for at in (event.starts_at, event.ends_at))
    return {
        **{name: getattr(event, name) for name in ("title", "zone", "place", "link", "body")},
        **{"first_day": start.date(), "first_hour": start.time(), "first_which": zones.which(start)},
        **{"last_day": None if end.date() == start.date() else end.date(), "last_hour": end.time()},
        "last_which": zones.which(end),
    }
