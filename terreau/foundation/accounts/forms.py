"""The shape of what people type about their accounts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from terreau.foundation.accounts.passwords import ADVICE
from terreau.foundation.identity.models import Person
from terreau.foundation.text import names, zones

DAYS = [("7", _("a week")), ("30", _("a month")), ("90", _("three months")), ("365", _("a year"))]


class SpeechForm(forms.Form):
    """In which language and zone the network speaks to somebody."""

    language = forms.ChoiceField(label=_("Language"), choices=lazy(lambda: settings.LANGUAGES, list))
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones.menu,
        help_text=_("Hours are shown in it; digests and quiet hours follow it."),
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


def plain_letters(address: str) -> None:
    """An address that merely looks like another one reaches nobody (D08)."""
    if not address.isascii():
        raise forms.ValidationError(_("Write the address in plain letters, without accents."))


class AddressForm(forms.Form):
    """Another e-mail address."""

    address = forms.EmailField(label=_("New e-mail address"), max_length=254, validators=[plain_letters])


class InvitationForm(forms.Form):
    """A colleague to be asked in. `branches` are the entities into which the inviter may."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, validators=[plain_letters])
    unit = forms.ChoiceField(label=_("Entity"), required=False)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=lazy(lambda: settings.LANGUAGES, list))

    def __init__(self, *args: Any, branches: Sequence[tuple[str, str]], everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        nowhere = [("", _("No entity yet"))] if everywhere else []
        self.fields["unit"].choices = [*nowhere, *branches]  # type: ignore[attr-defined]  # a choice field has them
        self.fields["unit"].required = not everywhere


class ArrivalForm(forms.Form):
    """Coming in by invitation."""

    name = forms.CharField(label=_("Your name"), max_length=150, help_text=_("As colleagues know you."))
    language = forms.ChoiceField(label=_("Language"), choices=lazy(lambda: settings.LANGUAGES, list))
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=ADVICE,
    )

    def __init__(self, *args: Any, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.person = person

    def clean_name(self) -> str:
        """A name that colleagues can read."""
        name = names.honest(str(self.cleaned_data["name"]))
        if not name:
            raise forms.ValidationError(_("A name has at least one letter."))
        return name

    def clean_password(self) -> str:
        """Long enough, not among those everybody tries, not one’s own name."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password
