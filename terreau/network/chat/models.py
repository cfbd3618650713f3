from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from terreau.foundation.cards.reactions import ReactionKind
from terreau.foundation.text.keys import new_key

LONGEST = 10_000  # characters of a message


class Conversation(models.Model):
    """The container of its messages, read by those who take part and by nobody else.

    Between two it names both, the smaller id `first`, so that each pair has one; a group names nobody and may bear a
    name. Messages are numbered from 1 without gaps; `last_number` is given under the row’s lock, so that a number never
    appears below one already read. `changed_at`: when something already said was last changed.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True, default="", db_default="")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    active_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True)
    last_number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="conversation_smaller_first"),
            models.CheckConstraint(
                condition=Q(first=None, second=None) | Q(first__isnull=False, second__isnull=False, name=""),
                name="conversation_of_two_or_of_many",
            ),
            models.UniqueConstraint(fields=["first", "second"], name="conversation_one_a_pair"),
        ]

    @property
    def is_group(self) -> bool:
        return self.first_id is None


class Participant(models.Model):
    """Somebody in a conversation, who has read it up to `read_number`. Whoever leaves has no row any more.

    They read what bears a number above `from_number`: what was said before they came was said to others
    (docs/decisions/025-a-newcomer-reads-from-then-on.md). `draft` is what they are writing, plain as typed.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_number = models.BigIntegerField(default=0)
    from_number = models.BigIntegerField(default=0, db_default=0)
    joined_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    muted_at = models.DateTimeField(null=True)
    draft = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "conversation"], name="participant_once")]


class Event(models.TextChoices):
    """What happened to a group, said in its midst; the people it is about stand in `Named`."""

    BEGUN = "begun"
    NAMED = "named"
    ADDED = "added"
    TAKEN_OUT = "taken_out"
    LEFT = "left"


class Message(models.Model):
    """What somebody said in a conversation, or an event of a group (then `body` is its new name, or nothing).

    `answers`: the message it replies to. `changed_at`: edited, withdrawn, reacted to. The counts equal the rows.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    number = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    event = models.CharField(max_length=12, choices=Event.choices, blank=True, default="", db_default="")
    body = models.TextField()
    language = models.CharField(max_length=12, default="en")
    answers = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    file_count = models.IntegerField(default=0, db_default=0)
    reaction_count = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once")]
        indexes = [
            models.Index(
                fields=["conversation", "changed_at"], condition=Q(changed_at__isnull=False), name="message_changed"
            )
        ]


class Named(models.Model):
    """Somebody whom a message names, among those who read it; or whom an event is about."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="named")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="named_once")]


class Reaction(models.Model):
    """One person’s one reaction to a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ReactionKind.choices, default=ReactionKind.USEFUL)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="message_reaction_once")]


class Wording(models.Model):
    """What a message said before an edit."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="wordings")
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now)


class HiddenReading(models.Model):
    """Somebody who does not show what they have read, and so does not see it of others."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
