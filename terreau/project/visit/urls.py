from django.urls import path

from terreau.project.visit import views

app_name = "visit"
urlpatterns = [
    path("demo/role", views.role, name="role"),
    path("demo/tour", views.tour, name="tour"),
]
