from django.conf import settings
from django.db import models
from django.utils import timezone


class Policy(models.Model):
    """One rule in force: what it governs, where it holds, its value, where it comes from and who ruled it.

    `place` is a country (ISO 3166-1), a subdivision (ISO 3166-2, CA-QC), or empty: the whole network.
    """

    name = models.CharField(max_length=60)
    place = models.CharField(max_length=6, blank=True)
    value = models.JSONField()
    source = models.CharField(max_length=200)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "place"], condition=models.Q(until=None), name="policy_one_in_force"
            )
        ]
