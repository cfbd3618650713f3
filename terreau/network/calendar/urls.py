from django.urls import path

from terreau.foundation.access import addresses  # noqa: F401 - registers the converter
from terreau.network.calendar.views import agenda, answers, booking, events, feeds
from terreau.network.posts.views import about

app_name = "calendar"
urlpatterns = [
    path("calendar", agenda.mine, name="mine"),
    path("calendar/feeds", feeds.feeds, name="feeds"),
    path("calendar/feeds/<str:secret>.ics", feeds.feed, name="feed"),
    path("calendar/feeds/<keyed:key>/revocation", feeds.revocation, name="revocation"),
    path("spaces/<keyed:key>/calendar", agenda.of_space, name="of_space"),
    path("spaces/<keyed:key>/calendar/new", events.new, name="new"),
    path("events/<keyed:key>", events.event, name="event"),
    path("events/<keyed:key>/event.ics", feeds.event_file, name="event_file"),
    path("events/<keyed:key>/answer", answers.answer, name="answer"),
    path("events/<keyed:key>/answer/following", answers.answer_following, name="answer_following"),
    path("events/<keyed:key>/slot", booking.booking, name="booking"),
    path("events/<keyed:key>/slot/return", booking.giving_back, name="giving_back"),
    path("events/<keyed:key>/attendance", answers.attendance, name="attendance"),
    path("events/<keyed:key>/invitations", answers.invitations, name="invitations"),
    path("events/<keyed:key>/comments", about.comments, {"kind": "event"}, name="comments"),
    path("events/<keyed:key>/comments/draft", about.draft, {"kind": "event"}, name="comment_draft"),
    path("events/<keyed:key>/announcement", about.announcement, {"kind": "event"}, name="announcement"),
    path("events/<keyed:key>/edit", events.edit, name="edit"),
    path("events/<keyed:key>/cancellation", events.cancellation, name="cancellation"),
    path("events/<keyed:key>/resumption", events.resumption, name="resumption"),
]
