from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key

LONGEST = 120  # characters of a name people type


class Shelf(models.Model):
    """What the files of a space take, in bytes: every version, and what waits in the bin.

    Whoever adds or arranges holds this row, so that a quota is kept to the byte and names meet only once.
    """

    space = models.OneToOneField("spaces.Space", models.CASCADE, related_name="shelf")
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(used__gte=0), name="shelf_not_below_nothing")]


class Folder(models.Model):
    """A folder of a space. `folded` is its name as names are compared, `order` as they are put in order."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="folders")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="below")
    name = models.CharField(max_length=LONGEST + 10)
    folded = models.CharField(max_length=400)
    order = models.CharField(max_length=400)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="folder_has_a_name"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="folder_not_in_itself"),
            models.UniqueConstraint(
                fields=["parent", "folded"],
                condition=models.Q(withdrawn_at__isnull=True, parent__isnull=False),
                name="folder_named_once",
            ),
            models.UniqueConstraint(
                fields=["space", "folded"],
                condition=models.Q(withdrawn_at__isnull=True, parent__isnull=True),
                name="first_folder_named_once",
            ),
        ]
        indexes = [models.Index(fields=["space", "order"], name="folder_tree")]


class Document(models.Model):
    """A file kept in a folder of a space (`folder` empty: among the first ones), its versions behind one address.

    `attachment` is the content of the newest version, `number`.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="documents")
    folder = models.ForeignKey(Folder, models.SET_NULL, null=True, blank=True, related_name="documents")
    name = models.CharField(max_length=LONGEST + 10)
    folded = models.CharField(max_length=400)
    order = models.CharField(max_length=400)
    language = models.CharField(max_length=12, blank=True)
    number = models.IntegerField(default=1)
    attachment = models.ForeignKey("storage.Attachment", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="document_has_a_name"),
            models.UniqueConstraint(
                fields=["folder", "folded"],
                condition=models.Q(withdrawn_at__isnull=True, folder__isnull=False),
                name="document_named_once",
            ),
            models.UniqueConstraint(
                fields=["space", "folded"],
                condition=models.Q(withdrawn_at__isnull=True, folder__isnull=True),
                name="first_document_named_once",
            ),
        ]
        indexes = [
            models.Index(fields=["space", "folder", "order"], name="document_in_folder"),
            models.Index(
                fields=["withdrawn_at"], name="document_in_bin", condition=models.Q(withdrawn_at__isnull=False)
            ),
        ]


class DocumentVersion(models.Model):
    """What a file held in one version, the newest one included. `restored`: the number it was brought back from."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.IntegerField()
    attachment = models.ForeignKey("storage.Attachment", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    restored = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_of_document_once")]
