from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Openness(models.TextChoices):
    """Open: all may read. Closed: listed, content for members. Secret: does not exist for others."""

    OPEN = "open"
    CLOSED = "closed"
    SECRET = "secret"


class Joining(models.TextChoices):
    FREE = "free"
    REQUEST = "request"
    INVITATION = "invitation"


class Purpose(models.TextChoices):
    """What a space is for: the template it was made from."""

    COMMUNITY = "community"
    PROJECT = "project"
    SITE = "site"
    HELP_DESK = "help_desk"
    ANNOUNCEMENTS = "announcements"


class Role(models.TextChoices):
    """Owners hold the keys; community managers look after the space; members take part; guests come from outside."""

    OWNER = "owner"
    MANAGER = "manager"
    MEMBER = "member"
    GUEST = "guest"


class Level(models.TextChoices):
    """What reaches a member from a space, besides what names them."""

    ALL = "all"
    DIGEST = "digest"
    MENTIONS = "mentions"
    NONE = "none"


class Space(models.Model):
    """A place where people share one purpose. `names` and `purposes` hold several languages; `name` is the first.

    A space without `shown_at` is staged: an import is filling it and nobody sees it.
    `restricted` repeats “has discovery rows” so that the common case costs no look-up. `words` holds names and purposes
    folded, for finding a space by a word of it; empty where a row was not written by the actions of this room.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    names = models.JSONField(default=dict, blank=True)
    purposes = models.JSONField(default=dict, blank=True)
    words = models.TextField(blank=True, default="", db_default="")
    meant_for = models.CharField(max_length=300, blank=True, default="", db_default="")
    template = models.CharField(max_length=16, choices=Purpose.choices, default="community", db_default="community")
    openness = models.CharField(max_length=8, choices=Openness.choices, default=Openness.OPEN)
    joining = models.CharField(max_length=12, choices=Joining.choices, default=Joining.FREE)
    restricted = models.BooleanField(default=False)
    category = models.CharField(max_length=60, blank=True)
    sponsor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    care_hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    language = models.CharField(max_length=12, default="en")
    source = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    active_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    official_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    member_count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="space_has_a_name")]
        indexes = [
            models.Index(fields=["official_at"], condition=models.Q(official_at__isnull=False), name="space_official"),
            models.Index(fields=["-active_at", "-id"], name="space_liveliest"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a space. Read up to `read_at`; what was read out of order stands in `posts.Read`."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.DIGEST)
    joined_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(default=timezone.now)
    starred_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "person"], name="membership_once")]
        indexes = [models.Index(fields=["person", "space"], name="membership_of_person")]


class Request(models.Model):
    """Someone asks to join; an owner or community manager answers."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="space_requests")
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=models.Q(answered_at=None), name="request_one_open"
            )
        ]


class Invitation(models.Model):
    """A place kept for someone; worthless once the inviter lost the right to invite."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="space_invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"],
                condition=models.Q(accepted_at=None, declined_at=None, revoked_at=None),
                name="invitation_one_open",
            )
        ]


class Discovery(models.Model):
    """Limits who may find a space: a branch of the tree or a country. No row: every employee."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="discovery")
    unit = models.ForeignKey("orgs.Unit", models.CASCADE, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False, country="") | models.Q(unit=None) & ~models.Q(country=""),
                name="discovery_unit_or_country",
            ),
            models.UniqueConstraint(fields=["space", "unit", "country"], nulls_distinct=None, name="discovery_once"),
        ]


class Proposal(models.Model):
    """A request to create a space, with what decides its life; someone with the right answers."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answers = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    refusal = models.TextField(blank=True)
    space = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="+")


class GlassBreak(models.Model):
    """An administrator looked into a closed or secret space: why, until when. Its owners were told."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="glass_breaks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()


class FormerKey(models.Model):
    """An address a space once had; it leads to the space for ever."""

    key = models.CharField(max_length=16, unique=True)
    space = models.ForeignKey(Space, models.CASCADE, related_name="former_keys")
