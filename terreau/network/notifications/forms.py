from datetime import time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.foundation.text import typography
from terreau.network.notifications.models import Channel, Often
from terreau.network.notifications.queries import words

CHANNELS = [
    (Channel.MAIL, gettext_lazy("Mail at once")),
    (Channel.DIGEST, gettext_lazy("In the digest")),
    (Channel.CENTRE, gettext_lazy("Here only")),
    (Channel.NOTHING, gettext_lazy("Nothing")),
]
RHYTHMS = [
    (Often.DAILY, gettext_lazy("Every day")),
    (Often.WEEKLY, gettext_lazy("On Mondays")),
    (Often.NEVER, gettext_lazy("Never")),
]


class Settings(forms.Form):
    """How each kind reaches a person, and when their digest leaves; `language` says how hours are written."""

    often = forms.ChoiceField(label=gettext_lazy("Digest"), choices=RHYTHMS)
    hour = forms.TypedChoiceField(label=gettext_lazy("At"), coerce=int)

    def __init__(self, *args: object, language: str, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # what Django’s own form takes
        hours = [(hour, typography.hour(time(hour), language)) for hour in range(24)]
        self.fields["hour"].choices = hours  # type: ignore[attr-defined]  # a choice field
        for kind, name in words.NAMES.items():
            self.fields[kind] = forms.ChoiceField(label=_(name), choices=CHANNELS)

    def channels(self) -> dict[str, str]:
        """Kind -> what was chosen."""
        return {kind: self.cleaned_data[kind] for kind in words.NAMES}
