"""What a person may say about themselves, and what those who administer them say about their account."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from terreau.foundation.identity.models import Person
from terreau.foundation.text import names
from terreau.foundation.text.countries import country_choices, is_subdivision
from terreau.foundation.text.languages import SPOKEN
from terreau.network.people import queries


class ProfileForm(forms.Form):
    """One’s own profile. Every line but the name is optional. Sites and further lines are those of the network."""

    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Your face, so that colleagues recognise you. What the camera noted besides is taken out."),
    )

    name = forms.CharField(label=_("Your name"), max_length=150, help_text=_("As colleagues know you."))
    title = forms.CharField(label=_("What you do"), max_length=160, required=False)
    ask_me_about = forms.CharField(
        label=_("Ask me about"), max_length=300, required=False, help_text=_("Subjects, separated by commas.")
    )
    skills = forms.CharField(
        label=_("What you know"), max_length=1000, required=False, help_text=_("Skills, separated by commas.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"),
        choices=list(SPOKEN.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    site = forms.ChoiceField(label=_("Where you work"), required=False)
    pronunciation = forms.CharField(label=_("How your name is said"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    about = forms.CharField(label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, viewer: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["site"].choices = [("", "–"), *queries.site_choices(viewer)]  # type: ignore[attr-defined]  # it has
        if len(self.fields["site"].choices) == 1:  # type: ignore[attr-defined]  # a choice field has them
            del self.fields["site"]
        self.lines = queries.open_lines(viewer)
        for slug, label in self.lines:
            self.fields[f"line_{slug}"] = forms.CharField(label=label, max_length=300, required=False)

    def clean_name(self) -> str:
        """A name that colleagues can read."""
        name = names.honest(str(self.cleaned_data["name"]))
        if not name:
            raise forms.ValidationError(_("A name has at least one letter."))
        return name

    def custom(self) -> dict[str, str]:
        """What was written on the administrator’s further lines."""
        return {slug: self.cleaned_data[f"line_{slug}"].strip() for slug, _label in self.lines}

    def skill_list(self) -> list[str]:
        """The skills, one by one."""
        return [part.strip() for part in str(self.cleaned_data["skills"]).split(",") if part.strip()]


STATES = [
    ("", _("In any state")),
    ("here", _("Here")),
    ("not_yet", _("Not yet here")),
    ("suspended", _("Suspended")),
    ("left", pgettext_lazy("people", "Left")),
]


class PeopleForm(forms.Form):
    """Whom to show of the people administered."""

    text = forms.CharField(label=_("Name, user name, e-mail"), max_length=120, required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    unit = forms.ChoiceField(label=_("Branch"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [("", gettext("All I administer")), *units]  # type: ignore[attr-defined]  # a choice field


class PlacementForm(forms.Form):
    """Where somebody stands in the company."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)
    country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [("", gettext("No country")), *country_choices(get_language() or "en")],
        required=False,
        help_text=_("Quiet hours and the charter follow the person’s own country."),
    )
    subdivision = forms.CharField(
        label=_("Subdivision"), max_length=6, required=False, help_text=_("ISO 3166-2, such as CA-QC.")
    )
    manager = forms.CharField(
        label=_("Manager"), max_length=150, required=False, help_text=_("Whole name, user name or e-mail address.")
    )

    def __init__(
        self,
        *args: Any,
        viewer: Person,
        units: list[tuple[str, str]],
        sites: list[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.viewer = viewer
        self.fields["unit"].choices = [("", gettext("No unit")), *units]  # type: ignore[attr-defined]  # a choice field
        self.fields["site"].choices = [("", gettext("No site")), *sites]  # type: ignore[attr-defined]  # a choice field

    def clean_manager(self) -> Person | None:
        """The one person meant; nobody where the line is empty."""
        text = str(self.cleaned_data["manager"]).strip()
        if not text:
            return None
        found = queries.named_exactly(self.viewer, text)
        if len(found) != 1:
            many = gettext("Several people answer to this name: write the e-mail address.")
            raise forms.ValidationError(many if found else gettext("Nobody of that name is known here."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        told["subdivision"] = code = told.get("subdivision", "").upper()
        if code and not is_subdivision(code, told.get("country", "")):
            self.add_error("subdivision", gettext("Write it as CA-QC: the country, a dash, its part (ISO 3166-2)."))
        return told


class DutyForm(forms.Form):
    """What to entrust somebody with, over which branch."""

    duty = forms.ChoiceField(label=_("Duty"))
    unit = forms.ChoiceField(label=_("Over"), required=False)

    def __init__(
        self, *args: Any, duties: list[tuple[str, str]], units: list[tuple[str, str]], whole: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        first = [("", gettext("The whole network") if whole else gettext("Choose a unit"))]
        self.fields["duty"].choices = duties  # type: ignore[attr-defined]  # a choice field
        self.fields["unit"].choices = [*first, *units]  # type: ignore[attr-defined]  # a choice field
        self.fields["unit"].required = not whole


class FieldForm(forms.Form):
    """A further line of the profile: its name in each installed language, and its place in the order."""

    position = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, language in settings.LANGUAGES:
            label = gettext("Name, %(language)s") % {"language": language}
            self.fields[f"label_{code}"] = forms.CharField(label=label, max_length=60)
        self.order_fields([*(f"label_{code}" for code, _language in settings.LANGUAGES), "position"])

    def labels(self) -> dict[str, str]:
        """The names by language."""
        return {code: self.cleaned_data[f"label_{code}"] for code, _language in settings.LANGUAGES}
