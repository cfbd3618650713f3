"""The shape of a rule: hours and days of a place, or one number for the whole network."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from terreau.foundation.administration.forms.network import subdivision_of
from terreau.foundation.policies.names import ADMINISTRATION, NETWORK_DEFAULT, Number, Rule
from terreau.foundation.policies.queries import InForce
from terreau.foundation.text import typography
from terreau.foundation.text.countries import country_choices, place_of

CLOCK = "%H:%M"
OWN_WORDS = (ADMINISTRATION, NETWORK_DEFAULT)


def places() -> list[tuple[str, str]]:
    """The whole network, then every country in the reader’s language."""
    return [("", gettext("The whole network")), *country_choices(get_language() or "en")]


def days() -> list[tuple[int, str]]:
    """Monday to Sunday."""
    return [(day, typography.weekday(day, get_language() or "en")) for day in range(1, 8)]


def clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, format=CLOCK), input_formats=[CLOCK])


def source() -> forms.CharField:
    return forms.CharField(
        label=_("Source"),
        help_text=_("An agreement, a law, a decision, with its date or article. Everybody reads it."),
        max_length=200,
        required=False,
    )


class QuietForm(forms.Form):
    """Quiet hours, for the network, a country or a part of one."""

    country = forms.ChoiceField(label=_("Where it holds"), choices=places, required=False)
    subdivision = forms.CharField(
        label=_("Subdivision"),
        max_length=6,
        required=False,
        help_text=_("ISO 3166-2, such as CA-QC: only where another rule holds than in the rest of the country."),
    )
    begins = clock(_("Quiet from"))
    ends = clock(_("Quiet until"))
    days = forms.TypedMultipleChoiceField(
        label=_("Quiet all day"), choices=days, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    source = source()

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        subdivision_of(self, told)
        told["place"] = place_of(told.get("country", ""), told.get("subdivision", ""))
        if told.get("begins") and told.get("begins") == told.get("ends"):
            self.add_error("ends", gettext("Quiet ends at another hour than it begins; else no hour is quiet."))
        if len(told.get("days", [])) == 7:
            self.add_error("days", gettext("Leave at least one day on which mail may arrive."))
        return told

    def value(self) -> dict[str, Any]:
        """As the rule is kept."""
        told = self.cleaned_data
        return {
            "from": told["begins"].strftime(CLOCK),
            "to": told["ends"].strftime(CLOCK),
            "days": sorted(told["days"]),
        }


class NumberForm(forms.Form):
    """One number, for the whole network."""

    amount = forms.IntegerField(label=_("Value"))
    source = source()

    def __init__(self, *args: Any, bounds: Number, **more: Any) -> None:
        super().__init__(*args, **more)
        said = {"least": bounds.least, "most": bounds.most}
        self.fields["amount"] = forms.IntegerField(
            label=_("Value"),
            min_value=bounds.least,
            max_value=bounds.most,
            help_text=gettext("From %(least)s to %(most)s.") % said,
        )

    def value(self) -> int:
        """As the rule is kept."""
        return int(self.cleaned_data["amount"])


def form_for(rule: Rule[Any], data: Any, now: InForce[Any]) -> QuietForm | NumberForm:
    """The form of a rule, begun with what is in force."""
    told = {"source": "" if now.source in OWN_WORDS else now.source}
    if isinstance(rule.read, Number):
        return NumberForm(data, bounds=rule.read, initial={**told, "amount": now.value})
    hours = {"begins": now.value.begins, "ends": now.value.ends, "days": sorted(now.value.days)}
    place = {"country": now.place[:2], "subdivision": now.place if now.place[2:] else ""}
    return QuietForm(data, initial={**told, **hours, **place})
