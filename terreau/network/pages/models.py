from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Page(models.Model):
    """What a space keeps in writing. `title` and `body` are those of its newest version, `number`.

    Pages of a space stand below one another (`parent`), in the order of `position`. `doubted_at`: somebody says that it
    may be outdated; `confirmed_at`: somebody looked, and it is right.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="pages")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="below")
    position = models.IntegerField(default=0)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    number = models.IntegerField(default=1)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    doubted_at = models.DateTimeField(null=True, blank=True)
    doubted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    doubt = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="page_has_a_title"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="page_not_below_itself"),
        ]
        indexes = [models.Index(fields=["space", "position", "id"], name="page_tree")]


class Version(models.Model):
    """What a page said in one version, the newest one included. `restored`: the number it was brought back from."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions")
    number = models.IntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    minor = models.BooleanField(default=False)
    restored = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="version_of_page_once")]


class PageDraft(models.Model):
    """What somebody is writing, kept as they type: a new page, or the next version of `page`, begun at `number`."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="page_drafts")
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="+")
    parent = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="drafts")
    number = models.IntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    attached = models.JSONField(default=list)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "page"], condition=models.Q(page__isnull=False), name="draft_of_page_once"
            )
        ]


class Watch(models.Model):
    """Somebody wants to be told when a page changes."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="watches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="page_watches")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="watch_once")]
