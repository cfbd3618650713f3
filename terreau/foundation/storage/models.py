from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Blob(models.Model):
    """Content, stored once under its SHA-256. Nobody learns from an upload that the content was known."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    words = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    stored_at = models.DateTimeField(default=timezone.now)


class Variant(models.Model):
    """A narrower copy of a picture, itself stored content."""

    blob = models.ForeignKey(Blob, models.CASCADE, related_name="variants")
    width = models.IntegerField()
    copy = models.ForeignKey(Blob, models.PROTECT, related_name="variant_of")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blob", "width"], name="variant_once")]


class Preview(models.Model):
    """What content looks like: a `text`, or drawn pages, of `total`; or what it `lacks` for that.

    `lacks`: a `program` (which one), “locked”, “large”, “failed”; empty where there is something to show.
    """

    blob = models.OneToOneField(Blob, models.CASCADE, related_name="preview")
    text = models.TextField(blank=True)
    total = models.IntegerField(default=0)
    lacks = models.CharField(max_length=12, blank=True)
    program = models.CharField(max_length=20, blank=True)
    drawn_at = models.DateTimeField(default=timezone.now)


class PreviewPage(models.Model):
    """A page of a document, drawn: a picture, itself stored content."""

    blob = models.ForeignKey(Blob, models.CASCADE, related_name="pages")
    number = models.IntegerField()
    copy = models.ForeignKey(Blob, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blob", "number"], name="preview_page_once")]


class Attachment(models.Model):
    """A named file in one place: on the thing (`thing_kind`, `thing_id`), or loose with its uploader until used.

    Who may see the thing may see the attachment; a loose one is its uploader’s alone.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    thing_kind = models.CharField(max_length=30, blank=True)
    thing_id = models.BigIntegerField(null=True)
    position = models.IntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["thing_kind", "thing_id", "position"], name="attachment_of_thing")]
