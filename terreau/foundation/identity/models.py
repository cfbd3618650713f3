from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Kind(models.TextChoices):
    """What sort of actor a person is. A guest sees only the spaces they were added to."""

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    SYSTEM = "system"


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, login: str | None) -> "Person":
        return self.get(username=login)

    def present(self) -> models.QuerySet["Person"]:
        """Those who may sign in or receive something today."""
        return self.filter(left_at=None, joined_at__isnull=False, suspended_at=None)


class Person(AbstractBaseUser):
    """Who acts: an employee, a guest, a bot or the system itself.

    `joined_at` empty means “not yet here”: known from an invitation or an import, never signed in.
    `left_at` set means gone: content stays, mail stops, nothing lets them in.
    `photo` is the key of the file that shows their face, kept here so that whoever names them may show it.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MEMBER)
    username = models.CharField(max_length=150, unique=True, null=True, blank=True)
    email = models.EmailField(null=True, blank=True)
    name = models.CharField(max_length=150)
    given_name = models.CharField(max_length=80, blank=True)
    photo = models.CharField(max_length=16, blank=True, default="", db_default="")
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    theme = models.CharField(max_length=8, default="system")
    created_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.UniqueConstraint(Lower("username"), name="person_username_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # the stubs hold it for a field
        """May this person come in? Django and allauth ask by this name."""
        return self.joined_at is not None and self.left_at is None and self.suspended_at is None

    @property
    def is_guest(self) -> bool:
        return self.kind == Kind.GUEST

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.given_name or self.name


class Session(AbstractBaseSession):
    """One signed-in browser, listed to its person, who may end it."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)

    objects = BaseSessionManager()  # type: ignore[misc]  # the stubs’ base class declares it otherwise

    @classmethod
    def get_session_store_class(cls) -> type:
        from terreau.foundation.identity.sessions import SessionStore  # noqa: PLC0415 - Django asks for it lazily

        return SessionStore


class Scope(models.TextChoices):
    READ = "read"
    WRITE = "write"


class Token(models.Model):
    """A bearer token of the API: shown once, kept as a digest, with a scope and an end."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.READ)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    @property
    def writes(self) -> bool:
        return self.scope == Scope.WRITE


class Invitation(models.Model):
    """A single-use way in for one address. Dies with its inviter’s right, on revocation, or after its end."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.CASCADE, related_name="invitations_sent")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class AddressChange(models.Model):
    """A new e-mail address, asked for and not yet in force: the old and the new address confirm it, each by a link.

    `done_at`: in force since. `ended_at`: refused, replaced or undone; its links are worth nothing from then on.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="address_changes")
    old = models.EmailField(blank=True)
    new = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)
    old_confirmed_at = models.DateTimeField(null=True, blank=True)
    new_confirmed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(done_at=None, ended_at=None), name="address_change_one_open"
            )
        ]
