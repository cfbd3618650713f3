"""The shape of what is said. No rights, no writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.foundation.cards.reactions import ReactionKind
from terreau.foundation.text import rich
from terreau.network.chat.queries import LONGEST


class MessageForm(forms.Form):
    """One message: what was typed, with its line ends, and addresses of the web become links; or files alone.

    `answers` is the number of the message this replies to, `attached` the keys of files, apart by spaces.
    """

    body = forms.CharField(
        label=_("Your message"), max_length=LONGEST, strip=True, required=False, widget=forms.Textarea
    )
    answers = forms.IntegerField(required=False, min_value=1, max_value=10**15)
    attached = forms.CharField(required=False, max_length=2000)

    def clean_body(self) -> str:
        """Rich text; nothing where nothing can be read."""
        said = rich.from_plain(self.cleaned_data["body"])
        return "" if rich.is_empty(said) else said

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        if "body" not in self.errors and not found.get("body") and not self.file_keys():
            self.add_error("body", str(_("The message is empty: write a word or two.")))
        return found

    def file_keys(self) -> list[str]:
        return str(self.cleaned_data.get("attached", "")).split()[:20]


class Keys(forms.Field):
    """Several keys under one name: ticked boxes."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[str]:
        return [str(each)[:16] for each in value][:100] if isinstance(value, list | tuple) else []


class GroupForm(forms.Form):
    """A conversation of several: who, and what it is called. `act` is the button that was pressed."""

    name = forms.CharField(label=_("Name of the conversation"), max_length=120, required=False)
    person = Keys(required=False)
    who = forms.CharField(label=_("Who takes part?"), required=False, max_length=80)
    act = forms.ChoiceField(choices=[("find", "find")], required=False)

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        if found.get("act") != "find" and not found.get("person"):
            self.add_error("who", _("Say who takes part: look for a name and tick it."))
        return found


class NameForm(forms.Form):
    """What a conversation of several is called."""

    name = forms.CharField(label=_("Name of the conversation"), max_length=120, required=False)


class ReactionForm(forms.Form):
    """A kind of reaction, or nothing to take one’s own back."""

    kind = forms.ChoiceField(choices=ReactionKind.choices, required=False)
