"""What a person may say about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("fr", "Français"),
    ("en", "English"),
    ("de", "Deutsch"),
    ("pt", "Português"),
    ("pl", "Polski"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("it", "Italiano"),
    ("vi", "Tiếng Việt"),
    ("tr", "Türkçe"),
]


class ProfileForm(forms.Form):
    """One’s own profile. Every line is optional."""

    title = forms.CharField(label=_("What you do"), max_length=160, required=False)
    ask_me_about = forms.CharField(
        label=_("Ask me about"), max_length=300, required=False, help_text=_("Subjects, separated by commas.")
    )
    skills = forms.CharField(
        label=_("What you know"), max_length=1000, required=False, help_text=_("Skills, separated by commas.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    pronunciation = forms.CharField(label=_("How your name is said"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    about = forms.CharField(label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea)

    def skill_list(self) -> list[str]:
        """The skills, one by one."""
        return [part.strip() for part in str(self.cleaned_data["skills"]).split(",") if part.strip()]
