"""Passkeys and authenticator apps in the words of this house, kept under the network’s own name."""

from typing import Any, ClassVar

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import agents, sealing
from terreau.foundation.ui.frame import frame_of

LONGEST_NAME = 60


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth brings no types
    """A key or passkey; ticked, it opens the account by itself."""

    name = forms.CharField(label=_("Name of the key"), required=False, max_length=LONGEST_NAME)
    passwordless = forms.BooleanField(
        label=_("Come in with this key alone"),
        help_text=_("No user name and no password: the device asks for your finger, your face or its code."),
        required=False,
        initial=True,
    )


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth brings no types
    """Apps and devices keep the account under the network’s name, not under its address. Their secrets lie sealed."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code or key does not fit, or its time is over. Try once more."),
    }

    def get_totp_issuer(self) -> str:
        return str(frame_of(context.request).network)

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Proposed for a new key: the browser and device it is added from."""
        agent = context.request.headers.get("User-Agent", "")
        parts = [part for part in (agents.browser_of(agent), agents.system_of(agent)) if part]
        return ", ".join(parts) or gettext("Key")

    def encrypt(self, text: str) -> str:
        """A secret of an app, or the seed of recovery codes, as the database keeps it."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The same as it is needed. Whose seal cannot be opened is told so; nothing fits in its place."""
        try:
            return sealing.unseal(encrypted_text)
        except sealing.Lost:
            why = gettext("This second step can no longer be read here. Ask whoever runs the network.")
            raise Refused(why) from None
