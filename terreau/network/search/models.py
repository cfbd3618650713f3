from django.db import models
from django.utils import timezone

TEXT_KEPT = 20_000  # letters of a text kept to be shown; all of its words are indexed


class Indexed(models.Model):
    """What search knows of one thing: the words to show, the analysed words to find, and what trims and sorts them.

    The full-text index beside this table (`terms.py`) holds `title_terms` and `text_terms` under the same id, so a
    higher id is a more recent arrival.
    """

    kind = models.CharField(max_length=12)
    thing_id = models.BigIntegerField()
    subkind = models.CharField(max_length=16, blank=True)
    conversation_id = models.BigIntegerField(null=True)
    space_id = models.BigIntegerField(null=True)
    author_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=12, blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    title_terms = models.TextField(blank=True)
    text_terms = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="indexed_once")]
        indexes = [
            models.Index(fields=["space_id", "-id"], name="indexed_of_space"),
            models.Index(fields=["conversation_id"], name="indexed_of_conversation"),
        ]


class Rebuilding(models.Model):
    """How far making the index again is: the last thing of each kind that was seen. No row where nobody does."""

    kind = models.CharField(max_length=12, unique=True)
    last = models.BigIntegerField(default=0)
