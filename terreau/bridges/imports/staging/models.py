from django.conf import settings
from django.db import models
from django.utils import timezone


class Import(models.Model):
    """One export brought in, staged, shown, perhaps undone. `key` is the source’s own: the same content has the same.

    `progress` goes from 0 to 1 while something runs, `place` is the file being read; `report` holds what each step said
    (`checked`, `taken`, `undone`), what was asked for (`asked`) and the key of the job that does it (`job`).
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
    place = models.CharField(max_length=300, blank=True, default="", db_default="")
    failure = models.CharField(max_length=500, blank=True)
    report = models.JSONField(default=dict)


class Imported(models.Model):
    """What one thing of a community became here: the same thing is never brought in twice.

    `scope` names the community its ids belong to. `matched_at`: it was here before, so undoing leaves it alone.
    `waiting` is kept until the import is shown: the kind a person becomes, or the text whose links are not known yet.
    `said`: by whose ids there it was reacted to (`reactions`), whether it was the answer (`accepted`), who was in it
    (`members`), so that a later export adds what is new there and nothing that was given up here since.
    """

    run = models.ForeignKey(Import, models.CASCADE, related_name="imported")
    scope = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    source_id = models.CharField(max_length=200)
    thing_id = models.BigIntegerField()
    address = models.CharField(max_length=80)
    matched_at = models.DateTimeField(null=True)
    waiting = models.TextField(blank=True)
    said = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "kind", "source_id"], name="imported_once")]
        indexes = [models.Index(fields=["run", "kind", "id"], name="imported_by")]


class Addition(models.Model):
    """What a later export says of a thing that an earlier one brought: a member, a reaction, the accepted answer.

    `source_id` is the person there, or the answer; `thing_id` the same here. In force since `done_at`: where something
    else stands here by then, the addition stays without effect.
    """

    MEMBER, REACTION, ACCEPTED = "member", "reaction", "accepted"

    run = models.ForeignKey(Import, models.CASCADE, related_name="additions")
    on = models.ForeignKey(Imported, models.CASCADE, related_name="additions")
    kind = models.CharField(max_length=10)
    source_id = models.CharField(max_length=200)
    thing_id = models.BigIntegerField()
    value = models.CharField(max_length=20, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["on", "kind", "source_id"], name="addition_once")]
