"""What a password must be and how one is asked for, in our own words: validators, and the forms of the entrance."""

from typing import Any

from allauth.account import forms as entrance
from django.contrib.auth import password_validation
from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ADVICE = gettext_lazy("Ten characters at least. A short sentence is easy to keep in mind.")
LABELS = {
    "oldpassword": gettext_lazy("Your password until now"),
    "password": gettext_lazy("Your password"),
    "password1": gettext_lazy("New password"),
    "password2": gettext_lazy("The new password once more"),
}


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        told = {"num": self.min_length}
        return _("Too short: %(num)s characters at least. A short sentence is easy to keep in mind.") % told

    def get_help_text(self) -> str:
        return str(ADVICE)


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this password, so it is tried first. Choose another one.")

    def get_help_text(self) -> str:
        return ""


class NotOneself(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This password resembles your name or your address. Choose another one.")

    def get_help_text(self) -> str:
        return ""


def in_our_words(form: Form) -> None:
    """Labels, advice and errors of a form of the entrance; what a placeholder repeats goes."""
    for name, field in form.fields.items():
        field.label = LABELS[name]
        field.error_messages["required"] = _("Write the password here.")
        field.widget.attrs.pop("placeholder", None)
    if "password1" in form.fields:
        form.fields["password1"].help_text = ADVICE


class Worded:
    """A form of the entrance, in our words."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        in_our_words(self)  # type: ignore[arg-type]  # mixed into forms


class Twice(Worded):
    """The same where a new password is written twice."""

    def clean(self) -> dict[str, Any]:
        """In the place of what allauth says of two that differ."""
        form: Any = self
        found: dict[str, Any] = super(entrance.PasswordVerificationMixin, form).clean()  # type: ignore[misc]  # no types there
        first, second = found.get("password1"), found.get("password2")
        if first and second and first != second:
            form.add_error("password2", _("The two are not the same. Write the new password twice."))
        return found


class ConfirmForm(Worded, entrance.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Once more before something that matters."""


class ChangeForm(Twice, entrance.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """A new password in the place of the one before."""


class FirstForm(Twice, entrance.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """A password for somebody who has none."""


class ByLinkForm(Twice, entrance.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """A new password, by the link that was mailed."""
