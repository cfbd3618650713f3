from django.urls import path

from terreau.foundation.doctor import views

app_name = "doctor"
urlpatterns = [
    path("administration/settings", views.settings_page, name="settings"),
    path("administration/health", views.health, name="health"),
    path("administration/health/<int:id>/hearing", views.hearing, name="hearing"),
    path("administration/journal", views.journal, name="journal"),
    path("administration/jobs", views.jobs, name="jobs"),
    path("administration/jobs/<slug:key>/again", views.again, name="again"),
]
