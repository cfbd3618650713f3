"""The shape of what people write. No rights, no writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.foundation.text import rich
from terreau.network.posts.queries import KINDS, REACTION_CHOICES

BODY_LIMIT = 100_000


class Body(forms.CharField):
    """Rich text from the editor, or plain text from a page without script (`plain` ticked by its absence)."""

    def __init__(self, **more: object) -> None:
        super().__init__(max_length=BODY_LIMIT, widget=forms.Textarea, strip=False, **more)  # type: ignore[arg-type]

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        return text if text.lstrip().startswith("<") else rich.from_plain(text)


class PostForm(forms.Form):
    """A post: where, what kind, its words, its files."""

    space = forms.CharField(label=_("In"), max_length=16)
    kind = forms.ChoiceField(label=_("This is"), choices=KINDS, initial="message")
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    body = Body(label=_("Text"), required=False)
    attached = forms.CharField(required=False, max_length=2000)
    required_by = forms.DateField(label=_("Required reading by"), required=False)
    thanked = forms.CharField(label=_("Whom do you thank?"), required=False, max_length=500)
    on_behalf_of = forms.CharField(required=False, max_length=16)

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        said = found.get("title") or not rich.is_empty(str(found.get("body", ""))) or found.get("attached")
        if not said:
            self.add_error("body", _("There is nothing to publish yet: write a title or a text, or add a file."))
        return found

    def file_keys(self) -> list[str]:
        return str(self.cleaned_data.get("attached", "")).split()


class EditForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    body = Body(label=_("Text"), required=False)
    minor = forms.BooleanField(
        label=_("Minor change"), help_text=_("Notify nobody; for a spelling mistake."), required=False
    )


class CommentForm(forms.Form):
    body = Body(label=_("Your reply"))
    parent = forms.CharField(required=False, max_length=16)
    attached = forms.CharField(required=False, max_length=2000)
    minor = forms.BooleanField(label=_("Minor change: notify nobody"), required=False)

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if rich.is_empty(body):
            raise forms.ValidationError(_("The reply is empty: write a word or two."))
        return body

    def file_keys(self) -> list[str]:
        return str(self.cleaned_data.get("attached", "")).split()


class ReactionForm(forms.Form):
    kind = forms.ChoiceField(choices=[("", ""), *REACTION_CHOICES], required=False)
