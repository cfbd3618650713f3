"""The shape of what people type about their accounts."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
DAYS = [("7", _("a week")), ("30", _("a month")), ("90", _("three months")), ("365", _("a year"))]


def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every inhabited time zone, by part of the world, as a menu shows them."""
    known = sorted(zone for zone in available_timezones() if zone.split("/")[0] in AREAS)
    return [
        (
            area,
            [
                (zone, zone.partition("/")[2].replace("_", " ").replace("/", ", "))
                for zone in known
                if in_area(zone, area)
            ],
        )
        for area in AREAS
    ]


def in_area(zone: str, area: str) -> bool:
    return zone.startswith(f"{area}/")


class SpeechForm(forms.Form):
    """In which language and zone the network speaks to somebody."""

    language = forms.ChoiceField(label=_("Language"), choices=lazy(lambda: settings.LANGUAGES, list))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, help_text=_("Hours are shown in it; digests and quiet hours follow it.")
    )


class TokenForm(forms.Form):
    """A token of the API."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("A name by which you recognise it in this list.")
    )
    scope = forms.ChoiceField(
        label=_("What it may do"),
        choices=[("read", _("Read what I may read")), ("write", _("Read and write as I may"))],
        widget=forms.RadioSelect,
        initial="read",
    )
    days = forms.TypedChoiceField(label=_("How long it lets in"), choices=DAYS, coerce=int, initial="90")


class AddressForm(forms.Form):
    """Another e-mail address."""

    address = forms.EmailField(label=_("New e-mail address"), max_length=254)

    def clean_address(self) -> str:
        """Plain letters only: an address that merely looks like another one reaches nobody (D08)."""
        address = str(self.cleaned_data["address"]).strip()
        if not address.isascii():
            raise forms.ValidationError(_("Write the address in plain letters, without accents."))
        return address
