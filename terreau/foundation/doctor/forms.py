"""What is asked of the journal: shape alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class JournalForm(forms.Form):
    """Filters of the journal; each may be left empty."""

    kind = forms.ChoiceField(label=_("What was done"), required=False)
    person = forms.CharField(label=_("Who did it"), max_length=100, required=False)
    until = forms.DateField(
        label=_("Up to and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        required=False,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]  # `fields` is typed as Field
