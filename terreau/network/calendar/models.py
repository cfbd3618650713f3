from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key
from terreau.foundation.text.rhythms import RHYTHMS

MOST_SEATS = 5_000
LONGEST = timedelta(days=62)


class Choice(models.TextChoices):
    """What somebody answered: `waiting` said yes when all seats were taken, `asked` was invited and is silent."""

    YES = "yes"
    WAITING = "waiting"
    PERHAPS = "perhaps"
    NO = "no"
    ASKED = "asked"


class Series(models.Model):
    """Events that come again: each is a row of its own, with its own answers and its own address.

    They stand at the same hour of the clock of their place, whatever its changes of time.
    """

    rhythm = models.CharField(max_length=16, choices=[(one, one) for one in RHYTHMS])
    made_at = models.DateTimeField(default=timezone.now)


class Event(models.Model):
    """What happens in a space at a time. `zone` is the clock of its place: hours are said on it, and on the reader’s.

    An event is called off (`called_off_at`), never deleted: who meant to come reads so at the same address.
    `taken` counts those who come, and is never more than there are `seats` (none given: as many as come). `turns`
    counts those who ever wanted to come, so that each has a place in the order of arrival; `revision` counts changes.

    With `slot_minutes` it is office hours: each who comes has a slot of that length to themselves. One of a `series`
    that was changed alone (`on_its_own_since`) keeps what it says when the others change.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="events")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    place = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=500, blank=True)
    seats = models.IntegerField(null=True, blank=True)
    taken = models.IntegerField(default=0, db_default=0)
    turns = models.IntegerField(default=0, db_default=0)
    revision = models.IntegerField(default=0, db_default=0)
    slot_minutes = models.IntegerField(null=True, blank=True)
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="events")
    on_its_own_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why_called_off = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="event_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=models.Q(seats=None) | models.Q(seats__gte=1, seats__lte=MOST_SEATS), name="event_has_seats"
            ),
            models.CheckConstraint(
                condition=models.Q(taken__gte=0) & (models.Q(seats=None) | models.Q(taken__lte=models.F("seats"))),
                name="event_never_one_too_many",
            ),
            models.CheckConstraint(
                condition=models.Q(slot_minutes=None) | models.Q(slot_minutes__gte=5, slot_minutes__lte=240),
                name="event_has_slots_of_some_length",
            ),
        ]
        indexes = [
            models.Index(fields=["space", "starts_at", "id"], name="event_agenda"),
            models.Index(fields=["starts_at", "id"], name="event_in_time"),
        ]


class Holds(models.TextChoices):
    """What a feed holds: all of one’s spaces, what one comes to, or one space."""

    MINE = "mine"
    COMING = "coming"
    SPACE = "space"


class Feed(models.Model):
    """A secret address at which a calendar program asks for one person’s events, with their rights of the moment.

    The secret itself is shown once and kept as a digest. Revoked, it opens nothing from the next question on.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds")
    holds = models.CharField(max_length=8, choices=Holds.choices)
    space = models.ForeignKey("spaces.Space", models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(holds="space", space__isnull=False)
                | ~models.Q(holds="space") & models.Q(space=None),
                name="feed_of_a_space_names_it",
            )
        ]
        indexes = [models.Index(fields=["person", "revoked_at"], name="feed_of_person")]


class Reminder(models.Model):
    """Somebody was reminded of an event that began at this time: once a day before, once an hour before."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ahead = models.CharField(max_length=4, choices=[("day", "day"), ("hour", "hour")])
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person", "ahead", "starts_at"], name="reminded_once")]
        indexes = [models.Index(fields=["starts_at"], name="reminder_by_age")]


class Answer(models.Model):
    """What one person answered to an event. `turn`: their place in the order of arrival, once they wanted to come.

    Of office hours it holds a slot (from 0), and `about`, which only the two of them read.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    turn = models.IntegerField(default=0)
    slot = models.IntegerField(null=True, blank=True)
    about = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="answer_once"),
            models.UniqueConstraint(fields=["event", "slot"], name="never_two_in_one_slot"),
            models.CheckConstraint(
                condition=models.Q(slot=None) | models.Q(slot__gte=0, choice="yes"), name="who_has_a_slot_comes"
            ),
        ]
        indexes = [models.Index(fields=["event", "choice", "turn"], name="answer_in_turn")]
