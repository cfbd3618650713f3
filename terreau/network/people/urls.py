from django.urls import path

from terreau.network.people.views import administration, fields, profiles

app_name = "people"
urlpatterns = [
    path("people", profiles.directory, name="directory"),
    path("people/mentions", profiles.mentions, name="mentions"),
    path("profile/edition", profiles.edit, name="edit"),
    path("people/<keyed:key>/following", profiles.following, name="following"),
    path("administration/people", administration.people, name="administration"),
    path("administration/people/placements", administration.placements, name="placements"),
    path("administration/people/<keyed:key>", administration.person, name="administered"),
    path("administration/people/<keyed:key>/placement", administration.placement, name="placement"),
    path("administration/people/<keyed:key>/duties", administration.duties, name="duties"),
    path("administration/people/<keyed:key>/duties/<int:id>/end", administration.ending, name="duty_end"),
    path("administration/people/<keyed:key>/sessions", administration.sessions, name="sessions"),
    path("administration/people/<keyed:key>/suspension", administration.suspension, name="suspension"),
    path("administration/people/<keyed:key>/departure", administration.departure, name="departure"),
    path("administration/people/<keyed:key>/invitation", administration.invitation, name="invitation"),
    path("administration/fields", fields.fields, name="fields"),
    path("administration/fields/<slug:key>/edition", fields.edition, name="field_edition"),
    path("administration/fields/<slug:key>/end", fields.end, name="field_end"),
    path("profile/photo/removal", profiles.photo, name="photo_removal"),
    path("profile/nudge", profiles.nudge, name="nudge"),
    path("welcome", profiles.welcome, name="welcome"),
    path("units", profiles.chart, name="chart"),
    path("units/<keyed:key>", profiles.unit, name="unit"),
]
