from django.urls import path

from terreau.network.people import views

app_name = "people"
urlpatterns = [
    path("people", views.directory, name="directory"),
    path("people/mentions", views.mentions, name="mentions"),
    path("profile/edition", views.edit, name="edit"),
    path("people/<keyed:key>/following", views.following, name="following"),
]
