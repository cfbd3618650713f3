from django.db import models
from django.utils import timezone


class Policy(models.Model):
    """One rule in force: what it governs, where it holds, its value and where it comes from."""

    name = models.CharField(max_length=60)
    country = models.CharField(max_length=2, blank=True)
    value = models.JSONField()
    source = models.CharField(max_length=200)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "country"], condition=models.Q(until=None), name="policy_one_in_force"
            )
        ]
