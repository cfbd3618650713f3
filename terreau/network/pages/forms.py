"""The shape of what people write. No rights, no writes."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terreau.foundation.text import rich

BODY_LIMIT = 100_000


class Body(forms.CharField):
    """Rich text from the editor, or plain text from a page without script."""

    def __init__(self, **more: object) -> None:
        super().__init__(max_length=BODY_LIMIT, widget=forms.Textarea, strip=False, **more)  # type: ignore[arg-type]  # what Django’s own field takes

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        return text if text.lstrip().startswith("<") else rich.from_plain(text)


class Keys(forms.Field):
    """Several keys under one name: ticked boxes, or what a script ticked."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[str]:
        return [str(each)[:16] for each in value][:50] if isinstance(value, list | tuple) else []


class WordsForm(forms.Form):
    """What is being written, whole or not, as a draft keeps it."""

    title = forms.CharField(max_length=200, required=False)
    body = Body(required=False)
    attached = forms.CharField(required=False, max_length=2000)
    number = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)
    parent = forms.CharField(required=False, max_length=16)
    draft = forms.CharField(required=False, max_length=16)


class PageForm(forms.Form):
    """A new page, or the next version of one (`number`: the version it began at)."""

    title = forms.CharField(label=_("Title"), max_length=200)
    body = Body(label=_("Text"), required=False)
    attached = forms.CharField(required=False, max_length=2000)
    number = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    parent = forms.CharField(label=_("Below"), required=False, max_length=16)
    draft = forms.CharField(required=False, max_length=16)
    minor = forms.BooleanField(
        label=_("Minor change"), help_text=_("Notify nobody; for a spelling mistake."), required=False
    )

    def file_keys(self) -> list[str]:
        return str(self.cleaned_data.get("attached", "")).split()


class PlaceForm(forms.Form):
    parent = forms.CharField(label=_("Below"), required=False, max_length=16)


class CareForm(forms.Form):
    """Who looks after a page, and when it is read again."""

    owner = Keys(required=False)
    who = forms.CharField(label=_("Who looks after this page?"), required=False, max_length=80)
    review_on = forms.DateField(
        label=_("To be read again on"),
        help_text=_("From that day on the page says that it may be outdated, until somebody confirms it."),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )

    def clean_owner(self) -> list[str]:
        owners: list[str] = self.cleaned_data["owner"]
        if len(owners) > 1:
            raise forms.ValidationError(_("One person looks after a page. Leave one name ticked."))
        return owners

    def clean_review_on(self) -> date | None:
        day: date | None = self.cleaned_data["review_on"]
        if day is not None and "review_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return day


class DoubtForm(forms.Form):
    why = forms.CharField(
        label=_("What may be outdated?"),
        help_text=_("One sentence; everybody who reads the page sees it."),
        max_length=300,
    )
