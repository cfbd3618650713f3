from django.conf import settings
from django.db import models
from django.utils import timezone


class Activity(models.Model):
    """What happened: append-only, ids and never words. `seq` and `digest` are given after commit by the sequencer.

    `seal` is a salted digest of who and what; erasing a person empties `actor`, `data` and `salt` and leaves the
    chain whole (ARCHITECTURE 4b, “the chain and erasure agree”).
    """

    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, db_constraint=False)
    thing_kind = models.CharField(max_length=30, blank=True)
    thing_id = models.BigIntegerField(null=True)
    space_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    salt = models.CharField(max_length=32, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    seq = models.BigIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(seq=None), name="activity_unsequenced"),
            models.Index(fields=["thing_kind", "thing_id"], name="activity_of_thing"),
            models.Index(fields=["kind", "-seq"], name="activity_of_kind"),
        ]


class Head(models.Model):
    """The end of the chain: one row, locked by whoever numbers the next activities."""

    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")


class Cursor(models.Model):
    """How far a listener has heard."""

    listener = models.CharField(max_length=120, primary_key=True)
    seq = models.BigIntegerField(default=0)
    failures = models.IntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    careful_until = models.BigIntegerField(default=0, db_default=0)  # up to here one at a time: a batch failed


class Unheard(models.Model):
    """An activity a listener could not take, set aside with the reason; the operator may have it heard again."""

    listener = models.CharField(max_length=120)
    seq = models.BigIntegerField()
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)


class Receipt(models.Model):
    """The answer already given to one write, kept with the write itself: the same key never writes twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.IntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="receipt_once")]


class Segment(models.Model):
    """A closed stretch of the chain, signed with the install’s secret; the rows of an old one may be purged."""

    first = models.BigIntegerField(unique=True)
    last = models.BigIntegerField(unique=True)
    before = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)
    closed_at = models.DateTimeField(default=timezone.now)
    purged_at = models.DateTimeField(null=True)
