from django.urls import path

from terreau.foundation.access import addresses  # noqa: F401 - registers the converter
from terreau.network.calendar.views import agenda, events

app_name = "calendar"
urlpatterns = [
    path("calendar", agenda.mine, name="mine"),
    path("spaces/<keyed:key>/calendar", agenda.of_space, name="of_space"),
    path("spaces/<keyed:key>/calendar/new", events.new, name="new"),
    path("events/<keyed:key>", events.event, name="event"),
    path("events/<keyed:key>/edit", events.edit, name="edit"),
    path("events/<keyed:key>/cancellation", events.cancellation, name="cancellation"),
    path("events/<keyed:key>/resumption", events.resumption, name="resumption"),
]
