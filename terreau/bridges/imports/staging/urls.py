from django.urls import path

from terreau.bridges.imports.staging import views

app_name = "imports"
urlpatterns = [
    path("imports", views.imports, name="imports"),
    path("imports/<slug:key>", views.one_import, name="import"),
    path("imports/<slug:key>/taking", views.taking, name="taking"),
    path("imports/<slug:key>/showing", views.showing, name="showing"),
    path("imports/<slug:key>/undoing", views.undoing, name="undoing"),
]
