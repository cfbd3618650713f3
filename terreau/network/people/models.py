from django.conf import settings
from django.db import models
from django.utils import timezone


class Profile(models.Model):
    """What a person tells colleagues about themselves. Where they stand in the company is `orgs.Placement`."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile")
    sort_name = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=160, blank=True)
    photo = models.ForeignKey("storage.Attachment", models.SET_NULL, null=True, blank=True, related_name="+")
    pronunciation = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    ask_me_about = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    custom = models.JSONField(default=dict)
    source = models.CharField(max_length=80, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sort_name", "person"], name="profile_by_name")]


class Skill(models.Model):
    """One thing a person knows, as they wrote it, and folded so that spelling variants meet."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="skills")
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "folded"], name="skill_once")]


class SpokenLanguage(models.Model):
    """A language a person works in, as a row so that the directory can count and filter it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="spoken")
    language = models.CharField(max_length=12, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "language"], name="spoken_once")]


class Word(models.Model):
    """A folded word of someone’s name, title, skills or “ask me about”: what the directory’s box looks for."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="directory_words")
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "person"], name="directory_word_once")]


class Facet(models.Model):
    """How many colleagues a country, unit, language or skill has; counted anew every few minutes by a job."""

    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=80)
    label = models.CharField(max_length=120)
    count = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="facet_once")]


class Follow(models.Model):
    """`follower` wants to see what `followed` writes, where they may."""

    follower = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    followed = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="followers")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="follow_once"),
            models.CheckConstraint(condition=~models.Q(follower=models.F("followed")), name="follow_not_oneself"),
        ]


class CustomField(models.Model):
    """A further line of the profile, added by an administrator."""

    slug = models.SlugField(max_length=40, unique=True)
    labels = models.JSONField(default=dict)
    position = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
