from django.conf import settings
from django.db import models
from django.utils import timezone


class Import(models.Model):
    """One export brought in, staged, shown, perhaps undone. `key` is the source’s own: the same content has the same.

    `progress` goes from 0 to 1 while something runs; `report` holds what each step said (`checked`, `taken`, `undone`).
    """

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True)
    staged_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    progress = models.FloatField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    report = models.JSONField(default=dict)


class Imported(models.Model):
    """What one thing of a community became here: the same thing is never brought in twice.

    `scope` names the community its ids belong to. `matched_at`: it was here before, so undoing leaves it alone.
    `waiting` is kept until the import is shown: the kind a person becomes, or the text whose links are not known yet.
    """

    run = models.ForeignKey(Import, models.CASCADE, related_name="imported")
    scope = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    source_id = models.CharField(max_length=200)
    thing_id = models.BigIntegerField()
    address = models.CharField(max_length=80)
    matched_at = models.DateTimeField(null=True)
    waiting = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "kind", "source_id"], name="imported_once")]
        indexes = [models.Index(fields=["run", "kind", "id"], name="imported_by")]
