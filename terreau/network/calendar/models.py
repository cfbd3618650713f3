from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Event(models.Model):
    """What happens in a space at a time. `zone` is the clock of its place: hours are said on it, and on the reader’s.

    An event is called off (`called_off_at`), never deleted: who meant to come reads so at the same address.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="events")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    place = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why_called_off = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="event_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["space", "starts_at", "id"], name="event_agenda")]
