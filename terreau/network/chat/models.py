from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Conversation(models.Model):
    """The container of its messages, read by those who take part and by nobody else.

    It names both people, the smaller id `first`, so that each pair has one. Its messages are numbered from 1 without
    gaps; `last_number` is given under the row’s lock, so that a number never appears below one already read.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    active_at = models.DateTimeField(default=timezone.now)
    last_number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="conversation_smaller_first"),
            models.UniqueConstraint(fields=["first", "second"], name="conversation_one_a_pair"),
        ]


class Participant(models.Model):
    """Somebody in a conversation, who has read it up to `read_number`."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_number = models.BigIntegerField(default=0)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "conversation"], name="participant_once")]


class Message(models.Model):
    """What somebody said in a conversation."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    number = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    body = models.TextField()
    language = models.CharField(max_length=12, default="en")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once")]
