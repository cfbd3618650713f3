"""The shape of what people write. No rights, no writes."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terreau.foundation.text import rich
from terreau.network.posts.queries import FARTHEST, KINDS, REACTION_CHOICES

BODY_LIMIT = 100_000
ACTS = ("publish", "schedule", "save", "find")


class Body(forms.CharField):
    """Rich text from the editor, or plain text from a page without script (`plain` ticked by its absence)."""

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


def demand_post(form: forms.Form, why: object) -> None:
    """A post says something by its title, its text as it would be stored, or a file."""
    said = form.cleaned_data
    if "body" in form.errors or said.get("title") or said.get("attached"):
        return
    if rich.says_nothing(str(said.get("body", ""))):
        form.add_error("body", str(why))


class PostForm(forms.Form):
    """A post: where, what kind, its words, its files, and when. `act` is the button that was pressed."""

    draft = forms.CharField(required=False, max_length=16)
    space = forms.CharField(label=_("In"), max_length=16)
    kind = forms.ChoiceField(label=_("This is"), choices=KINDS, initial="message")
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    body = Body(label=_("Text"), required=False)
    attached = forms.CharField(required=False, max_length=2000)
    required = forms.BooleanField(required=False)
    required_by = forms.DateField(label=_("Confirmed by"), required=False, widget=forms.DateInput({"type": "date"}))
    thanked = Keys(required=False)
    thank = forms.CharField(label=_("Whom do you thank?"), required=False, max_length=80)
    on_behalf_of = forms.CharField(required=False, max_length=16)
    minor = forms.BooleanField(required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}))
    hour = forms.TimeField(label=_("Time"), required=False, widget=forms.TimeInput({"type": "time"}))
    act = forms.ChoiceField(choices=[(act, act) for act in ACTS], required=False)

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        if found.get("act") in ("save", "find"):
            return found
        demand_post(self, _("There is nothing to publish yet: write a title or a text, or add a file."))
        if found.get("kind") == "kudos" and not found.get("thanked"):
            self.add_error("thank", _("Say whom you thank: look for a name and tick it."))
        self.clean_reading(found)
        self.clean_moment(found)
        return found

    def clean_reading(self, found: dict[str, object]) -> None:
        """A required reading has a day, today or later."""
        if found.get("kind") != "announcement" or not found.get("required"):
            found["required_by"] = None
        elif not found.get("required_by"):
            self.add_error("required_by", _("Say by which day everyone should have read it."))
        elif str(found["required_by"]) < str(timezone.localdate()):
            self.add_error("required_by", _("This day is over. Choose today or a later day."))

    def clean_moment(self, found: dict[str, object]) -> None:
        """Day and time of a scheduled post, on the writer’s own clock."""
        if found.get("act") != "schedule":
            return
        day, hour = found.get("day"), found.get("hour")
        if not isinstance(day, date) or not isinstance(hour, time):
            self.add_error("day", _("Choose a day and a time to publish it."))
            return
        at = timezone.make_aware(datetime.combine(day, hour))
        if not timezone.now() < at < timezone.now() + FARTHEST:
            self.add_error("day", _("Choose a time that is still to come, within a year."))
        found["at"] = at

    def file_keys(self) -> list[str]:
        return str(self.cleaned_data.get("attached", "")).split()


class DelegationForm(forms.Form):
    """To whom one lends one’s name: one colleague, one space, one day."""

    writer = Keys(required=False)
    who = forms.CharField(label=_("Who writes for you?"), required=False, max_length=80)
    space = forms.CharField(max_length=16)
    until = forms.DateField(label=_("Until"), widget=forms.DateInput({"type": "date"}))

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        if len(self.cleaned_data.get("writer", [])) != 1:
            self.add_error("who", _("Choose one colleague: look for a name and tick it."))
        day = found.get("until")
        if isinstance(day, date) and not timezone.localdate() <= day <= timezone.localdate() + FARTHEST:
            self.add_error("until", _("Choose a day that is still to come, within a year."))
        return found


class PurposeForm(forms.Form):
    """Why names of readers are needed, and until which day."""

    purpose = forms.CharField(label=_("What are the names needed for?"), max_length=200)
    until = forms.DateField(label=_("Erase the names after"), widget=forms.DateInput({"type": "date"}))

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not timezone.localdate() <= until <= timezone.localdate() + FARTHEST:
            raise forms.ValidationError(_("Choose a day that is still to come, within a year."))
        return until


class EditForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    body = Body(label=_("Text"), required=False)
    attached = forms.CharField(required=False, max_length=2000)
    minor = forms.BooleanField(
        label=_("Minor change"), help_text=_("Notify nobody; for a spelling mistake."), required=False
    )

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        demand_post(self, _("Nothing would be left of the post: keep a title, a text or a file, or withdraw it."))
        return found


class WordsForm(forms.Form):
    """What is being written about a post, whole or not."""

    title = forms.CharField(max_length=200, required=False)
    body = Body(required=False)
    attached = forms.CharField(required=False, max_length=2000)

    def words(self) -> dict[str, object]:
        """What is right of it, as it is kept."""
        said = self.cleaned_data
        files = str(said.get("attached", "")).split()
        return {"title": said.get("title", ""), "body": said.get("body", ""), "files": files}


class CommentForm(forms.Form):
    body = Body(label=_("Your reply"))
    parent = forms.CharField(required=False, max_length=16)
    attached = forms.CharField(required=False, max_length=2000)
    minor = forms.BooleanField(label=_("Minor change: notify nobody"), required=False)

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if rich.says_nothing(body):
            raise forms.ValidationError(_("The reply is empty: write a word or two."))
        return body

    def file_keys(self) -> list[str]:
        return str(self.cleaned_data.get("attached", "")).split()


class AnnouncementForm(forms.Form):
    """What is said of a thing that stands in the feed from now on."""

    body = Body(label=_("What you say about it"), required=False)
    minor = forms.BooleanField(
        label=_("Minor change"), help_text=_("Notify nobody; for a spelling mistake."), required=False
    )


class ReactionForm(forms.Form):
    kind = forms.ChoiceField(choices=[("", ""), *REACTION_CHOICES], required=False)
