from django.urls import path

from terreau.network.search import views

app_name = "search"
urlpatterns = [
    path("search", views.search, name="search"),
    path("search/similar", views.similar, name="similar"),
    path("search/suggestions", views.suggestions, name="suggest"),
]
