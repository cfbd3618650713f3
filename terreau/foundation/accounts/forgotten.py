"""The form of a forgotten password, as allauth asks for it: right, it is answered alike for everybody."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from terreau.foundation.accounts.actions import send_reset_link


class ForgottenForm(forms.Form):
    """A forgotten password. The request does the same whoever is asked for; a job looks and writes (D07, D08)."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}), max_length=254
    )

    def save(self, request: HttpRequest, **more: Any) -> str:
        """What allauth calls when the form is right."""
        address = str(self.cleaned_data["email"])
        send_reset_link.enqueue(address)
        return address
