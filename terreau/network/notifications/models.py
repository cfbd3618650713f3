from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Kind(models.TextChoices):
    """Why somebody is told."""

    MENTION = "mention"
    KUDOS = "kudos"
    REPLY = "reply"
    ACCEPTED = "accepted"
    FOLLOWED = "followed"
    REACTION = "reaction"
    REQUIRED = "required"
    POST = "post"
    PAGE = "page"
    EVENT = "event"
    PLANNED = "planned"
    REMINDER = "reminder"
    MESSAGE = "message"
    INVITATION = "invitation"
    REQUEST = "request"
    PROPOSAL = "proposal"
    ANSWER = "answer"
    ROLE = "role"
    GLASS = "glass"
    LENT = "lent"
    UNSENT = "unsent"


class Channel(models.TextChoices):
    """How far a notice goes: mail and digest are in the centre too."""

    MAIL = "mail"
    DIGEST = "digest"
    CENTRE = "centre"
    NOTHING = "nothing"


class Often(models.TextChoices):
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Letter(models.Model):
    """One mail to one person: its notices are fixed when it is begun, its words are built when it leaves.

    The key is in the Message-ID, so that a job that runs twice sends the same mail. Closed without `sent_at`: there was
    nothing left to say, or no address to say it to. `period` is the day of a digest.
    """

    key = models.CharField(max_length=24, unique=True, default=new_key)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    period = models.DateField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "period"], condition=models.Q(period__isnull=False), name="digest_once"
            )
        ]


class Notice(models.Model):
    """Something that names or concerns a person. Ids alone: words and rights are asked whenever it is shown.

    `activity_id` is the row of the journal it comes from: one activity tells one person once. `topic` is the
    conversation or the place (`post:12`), by which notices are grouped and read together. After `until` it is of no use
    any more, and gone.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    activity_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    act = models.CharField(max_length=60, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    thing_kind = models.CharField(max_length=30, blank=True)
    thing_id = models.BigIntegerField(default=0)
    topic = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.CENTRE)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="notices")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity_id", "person"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_of_person"),
            models.Index(fields=["person", "topic"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["at"], name="notice_by_age"),
        ]


class Preference(models.Model):
    """How one kind of notice reaches a person; without a row, the default of the kind."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="preference_once")]


class Rhythm(models.Model):
    """When a person’s digest leaves, on their own clock, and the moment at which the next one is due."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest_rhythm")
    often = models.CharField(max_length=8, choices=Often.choices, default=Often.DAILY)
    hour = models.IntegerField(default=8)
    next_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(hour__gte=0, hour__lte=23), name="rhythm_hour_of_a_day")
        ]
        indexes = [models.Index(fields=["next_at"], name="rhythm_due")]
