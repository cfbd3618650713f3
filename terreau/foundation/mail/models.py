from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key


def mail_key() -> str:
    return new_key(20)


class Waiting(models.Model):
    """A mail of the entrance (a new password, an alert) until it has left; it may hold a secret link."""

    key = models.CharField(max_length=24, unique=True, default=mail_key)
    recipients = models.JSONField(default=list)
    content = models.TextField()
    at = models.DateTimeField(default=timezone.now)
