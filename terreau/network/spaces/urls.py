from django.urls import path

from terreau.foundation.access import addresses  # noqa: F401 - registers the converter
from terreau.network.spaces.views import administration, arrival, directory, doors, members, settings

app_name = "spaces"
urlpatterns = [
    path("spaces", directory.listing, name="directory"),
    path("spaces/new", directory.new, name="new"),
    path("spaces/proposals", directory.proposals, name="proposals"),
    path("spaces/proposals/<keyed:key>/answer", directory.answer, name="proposal_answer"),
    path("spaces/glass", directory.glass, name="glass"),
    path("administration/spaces", administration.spaces, name="administration"),
    path("spaces/keyless", arrival.keyless, name="keyless"),
    path("spaces/<keyed:key>/keeper", arrival.keeper, name="keeper"),
    path("spaces/<keyed:key>/owner", arrival.owner, name="owner"),
    path("spaces/<keyed:key>/guests", arrival.guests, name="guests"),
    path("welcome/spaces", arrival.welcome, name="welcome"),
    path("spaces/<keyed:key>/about", settings.about, name="about"),
    path("spaces/<keyed:key>/edit", settings.edit, name="edit"),
    path("spaces/<keyed:key>/discovery", settings.discovery, name="discovery"),
    path("spaces/<keyed:key>/archive", settings.archive, name="archive"),
    path("spaces/<keyed:key>/restoration", settings.restoration, name="restoration"),
    path("spaces/<keyed:key>/mark", settings.mark, name="mark"),
    path("spaces/<keyed:key>/people", members.people, name="people"),
    path("spaces/<keyed:key>/people/<keyed:person>/role", members.role, name="role"),
    path("spaces/<keyed:key>/people/<keyed:person>/removal", members.removal, name="removal"),
    path("spaces/<keyed:key>/people/<keyed:person>/keys", members.keys, name="keys"),
    path("spaces/<keyed:key>/membership", doors.membership, name="membership"),
    path("spaces/<keyed:key>/departure", doors.departure, name="departure"),
    path("spaces/<keyed:key>/level", doors.level, name="level"),
    path("spaces/<keyed:key>/star", doors.star, name="star"),
    path("spaces/<keyed:key>/request", doors.request, name="request"),
    path("spaces/<keyed:key>/requests/<keyed:person>", doors.answer, name="request_answer"),
    path("spaces/<keyed:key>/invitation", doors.invitation, name="invitation"),
    path("spaces/<keyed:key>/invitations/<keyed:person>", doors.place, name="place"),
]
