"""The shape of what people say about a space. No rights, no writes."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terreau.foundation.identity.models import Person
from terreau.network.spaces import queries

OPENNESS = [
    ("open", _("Open: every colleague may read")),
    ("closed", _("Closed: listed for all, content for members only")),
    ("secret", _("Secret: does not exist for anybody else")),
]
JOINING = [
    ("free", _("Freely")),
    ("request", _("On request: those who look after it answer")),
    ("invitation", _("By invitation only")),
]
WORDS = {"rows": 3}


def key_in(text: str) -> str:
    """The key in an address that was pasted, or the key itself."""
    return text.strip().rstrip("/").rpartition("/")[2].partition("-")[0]


class PersonField(forms.CharField):
    """Somebody by name, e-mail address or user name; several of one name are told apart by the address."""

    def resolve(self, viewer: Person, text: str) -> Person | None:
        """The one person meant; raises a `ValidationError` that says what to do otherwise."""
        if not text:
            return None
        found = queries.candidates(viewer, q=text)
        exact = [row for row in found if row.name.casefold() == text.casefold()]
        near = exact or found
        if not near:
            raise forms.ValidationError(gettext("Nobody of that name is known here."))
        if len(near) > 1:
            raise forms.ValidationError(gettext("Several people answer to this name: write the e-mail address."))
        return queries.person_here(viewer, near[0].key)


class Life(forms.Form):
    """What decides a space’s life."""

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_("What becomes better when this space works? One or two sentences."),
        max_length=2000,
        widget=forms.Textarea(attrs=WORDS),
    )
    meant_for = forms.CharField(label=_("For whom"), help_text=_("Trades, countries, about how many."), max_length=300)
    sponsor = PersonField(label=_("Sponsor"), help_text=_("Who carries it. Name or e-mail address."), max_length=150)
    care_hours = forms.DecimalField(
        label=_("Hours of care a week"),
        help_text=_("What those who look after it may spend on it. Two to four is usual for a community."),
        min_value=0,
        max_value=168,
        max_digits=4,
        decimal_places=1,
    )
    template = forms.ChoiceField(label=_("Kind of space"), choices=[])
    openness = forms.ChoiceField(label=_("Who sees it"), choices=OPENNESS, widget=forms.RadioSelect, initial="open")
    joining = forms.ChoiceField(label=_("How one joins"), choices=JOINING, initial="free")
    category = forms.CharField(
        label=_("Category"), help_text=_("One word that groups spaces in the list."), max_length=60, required=False
    )

    def __init__(self, *args: Any, viewer: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.viewer = viewer
        templates = queries.TEMPLATES.values()
        self.fields["template"].choices = [(one.code, one.name) for one in templates]  # type: ignore[attr-defined]  # a choice field

    def clean_sponsor(self) -> Person | None:
        field = self.fields["sponsor"]
        assert isinstance(field, PersonField)
        return field.resolve(self.viewer, self.cleaned_data["sponsor"])


class ProposalForm(Life):
    """A space that somebody asks for."""

    def __init__(self, *args: Any, template: str = "", **more: Any) -> None:
        chosen = queries.TEMPLATES.get(template)
        if chosen:
            said: dict[str, str | Promise] = {"template": chosen.code, "purpose": chosen.purpose}
            more["initial"] = {**said, "openness": chosen.openness, "joining": chosen.joining}
        super().__init__(*args, **more)

    def said(self) -> str:
        """Name and purpose, to look for spaces that are alike."""
        return f"{self.cleaned_data['name']} {self.cleaned_data['purpose']}"

    def answers(self) -> dict[str, Any]:
        return {**self.cleaned_data, "language": self.viewer.language}


class SpaceForm(Life):
    """The settings of a space. Names and purposes in further languages are fields of their own."""

    language = forms.ChoiceField(label=_("Language"), choices=[])
    review_on = forms.DateField(
        label=_("Review date"),
        help_text=_("When its keepers ask themselves whether it should go on."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, *args: Any, viewer: Person, space: queries.Space, **more: Any) -> None:
        self.space, self.viewer = space, viewer
        super().__init__(*args, viewer=viewer, **{**more, "initial": self.initial_of(space)})
        for name in ("purpose", "meant_for", "sponsor", "care_hours"):
            self.fields[name].required = False
        known = dict(settings.LANGUAGES)
        spoken = {**known, space.language: queries.language_name(space.language, viewer.language)}
        self.fields["language"].choices = list(spoken.items())  # type: ignore[attr-defined]  # a choice field
        said = sorted({code for several in (space.names, space.purposes) for code, text in several.items() if text})
        written = {code: queries.language_name(code, viewer.language) for code in said}
        self.others = [(code, name) for code, name in {**written, **known}.items() if code != space.language]
        for code, language in self.others:
            self.fields[f"name_{code}"] = forms.CharField(
                label=gettext("Name, %(language)s") % {"language": language}, max_length=120, required=False
            )
            self.fields[f"purpose_{code}"] = forms.CharField(
                label=gettext("Purpose, %(language)s") % {"language": language},
                max_length=2000,
                widget=forms.Textarea(attrs=WORDS),
                required=False,
            )

    def initial_of(self, space: queries.Space) -> dict[str, Any]:
        """What the space says now."""
        plain = ("name", "purpose", "meant_for", "care_hours", "template", "openness", "joining", "category")
        said = {name: getattr(space, name) for name in (*plain, "language", "review_on")}
        said["sponsor"] = queries.name_of_sponsor(self.viewer, space)
        for code, name in space.names.items():
            said[f"name_{code}"] = name
        for code, purpose in space.purposes.items():
            said[f"purpose_{code}"] = purpose
        return said

    def clean_sponsor(self) -> Person | None:
        if self.cleaned_data["sponsor"] == self.initial["sponsor"]:
            return queries.sponsor_of(self.viewer, self.space)
        return super().clean_sponsor()

    def changes(self) -> dict[str, Any]:
        """The fields as `actions.edit` takes them."""
        said = dict(self.cleaned_data)
        spoken: dict[str, Any] = {}
        for several, one in (("names", "name"), ("purposes", "purpose")):
            written = {code: said.pop(f"{one}_{code}") for code, _language in self.others}
            # What a page did not send, it did not show either.
            fresh = {code: text for code, text in written.items() if f"{one}_{code}" in self.data}
            settled = {*fresh, self.space.language, said["language"]}
            kept = {code: text for code, text in getattr(self.space, several).items() if code not in settled}
            spoken[several] = {**kept, **{code: text for code, text in fresh.items() if text}}
        return {**said, **spoken}


class DiscoveryForm(forms.Form):
    """Where one must work to find the space."""

    countries = forms.MultipleChoiceField(label=_("Countries"), required=False, widget=forms.CheckboxSelectMultiple)
    units = forms.MultipleChoiceField(label=_("Entities"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, viewer: Person, space: queries.Space, **more: Any) -> None:
        countries, units = queries.limits_of(viewer, space)
        keys = [key for key, _name in units]
        super().__init__(*args, **{**more, "initial": {"countries": countries, "units": keys}})
        self.viewer = viewer
        known = queries.places(viewer)
        for name, choices in zip(("countries", "units"), known, strict=True):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def rows(self) -> dict[str, Any]:
        """The fields as `actions.set_discovery` takes them."""
        return queries.limits_among(self.viewer, **self.cleaned_data)


class GlassForm(forms.Form):
    """Which space, and why."""

    space = forms.CharField(label=_("Address or key of the space"), max_length=200)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The owners of the space read it, with your name."),
        max_length=1000,
        widget=forms.Textarea(attrs=WORDS),
    )

    def clean_space(self) -> str:
        return key_in(str(self.cleaned_data["space"]))


class OwnerForm(forms.Form):
    """Who shall keep a space that nobody keeps any more."""

    person = PersonField(label=_("New owner"), help_text=_("Name, user name or e-mail address."), max_length=150)

    def __init__(self, *args: Any, viewer: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.viewer = viewer

    def clean_person(self) -> Person | None:
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        return field.resolve(self.viewer, self.cleaned_data["person"])


class GuestForm(forms.Form):
    """Somebody of a partner firm, asked into one space."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    def clean_email(self) -> str:
        """An address that merely looks like another one reaches nobody (D08)."""
        email = str(self.cleaned_data["email"])
        if not email.isascii():
            raise forms.ValidationError(gettext("Write the address in plain letters, without accents."))
        return email
