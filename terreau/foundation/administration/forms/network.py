"""The shape of what administrators write: the network, the tree, the sites. No rights, no writes."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from terreau.foundation.text.countries import country_choices, is_subdivision
from terreau.foundation.ui import brand

KINDS = [("entity", _("Entity: a company with a country")), ("unit", _("Unit: a part of an entity"))]


def countries() -> list[tuple[str, str]]:
    """Every country in the reader’s language, after “none”."""
    return [("", gettext("No country")), *country_choices(get_language() or "en")]


def subdivision_of(form: forms.Form, told: dict[str, Any]) -> None:
    """A subdivision belongs to the country beside it."""
    code = told.get("subdivision", "").upper()
    told["subdivision"] = code
    if code and not is_subdivision(code, told.get("country", "")):
        form.add_error("subdivision", gettext("Write it as CA-QC: the country, a dash, its part (ISO 3166-2)."))


class UnitForm(forms.Form):
    """A unit of the tree."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS)
    country = forms.ChoiceField(label=_("Country"), choices=countries, required=False)


class MoveForm(forms.Form):
    """Under which unit a branch hangs."""

    parent = forms.ChoiceField(label=_("Hang it under"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], top: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        first = [("", gettext("The top of the tree") if top else gettext("Choose a unit"))]
        self.fields["parent"].choices = [*first, *units]  # type: ignore[attr-defined]  # `fields` is typed as Field
        self.fields["parent"].required = not top


class SiteForm(forms.Form):
    """A place where people work."""

    name = forms.CharField(label=_("Name"), max_length=120)
    country = forms.ChoiceField(label=_("Country"), choices=countries)
    subdivision = forms.CharField(
        label=_("Subdivision"),
        max_length=6,
        required=False,
        help_text=_("ISO 3166-2, such as CA-QC: rules may differ there."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name) for name in sorted(available_timezones())]
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        subdivision_of(self, told)
        return told


class NetworkForm(forms.Form):
    """What the network is called, and its colour."""

    name = forms.CharField(label=_("Name of the network"), max_length=60)
    company = forms.CharField(label=_("Name of the company"), max_length=120, required=False)
    accent = forms.CharField(
        label=_("Accent"),
        max_length=7,
        required=False,
        help_text=_("As #1f6b3a. Empty: the green of the product. Text in it must read on the page."),
    )

    def clean_accent(self) -> str:
        """A readable colour, or the nearest one that is."""
        told = str(self.cleaned_data["accent"]).strip().lower()
        if not told or brand.is_accepted(told):
            return told
        if not brand.HEX.fullmatch(told):
            raise forms.ValidationError(gettext("Write a colour as #1f6b3a: a hash and six digits from 0 to f."))
        near = brand.nearest(told)
        said = gettext(
            "Text in %(told)s is hard to read on the page: its contrast is %(contrast)s, 4.5 is needed. "
            "The nearest that reads is %(near)s."
        )
        contrast = f"{brand.contrast(told, brand.LIGHT_PAPER):.1f}"
        raise forms.ValidationError(said % {"told": told, "contrast": contrast, "near": near})


class LanguagesForm(forms.Form):
    """The languages in the menu, and the first one."""

    languages = forms.MultipleChoiceField(
        label=_("Languages people may choose"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    default = forms.ChoiceField(
        label=_("Language newcomers begin with"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("default") and told["default"] not in told.get("languages", []):
            self.add_error("default", gettext("Offer this language, or begin with another."))
        return told


class LogoForm(forms.Form):
    """A picture of the company."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("A square picture, PNG, JPEG or WebP; it is shown 32 pixels wide beside the name."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
