from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [("slack", "Slack"), ("discourse", "Discourse")]


class ExportForm(forms.Form):
    """An export as somebody hands it in."""

    kind = forms.ChoiceField(label=_("Where it comes from"), choices=KINDS)
    file = forms.FileField(label=_("The export, as one file"))
