"""The shape of what is said. No rights, no writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.foundation.text import rich

LONGEST = 10_000


class MessageForm(forms.Form):
    """One message: what was typed, with its line ends, and addresses of the web become links."""

    body = forms.CharField(label=_("Your message"), max_length=LONGEST, strip=True, widget=forms.Textarea)

    def clean_body(self) -> str:
        said = rich.from_plain(self.cleaned_data["body"])
        if rich.is_empty(said):
            raise forms.ValidationError(_("The message is empty: write a word or two."))
        return said
