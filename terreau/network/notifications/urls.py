from django.urls import path

from terreau.network.notifications.views import centre

app_name = "notifications"
urlpatterns = [
    path("notifications", centre.centre, name="centre"),
    path("notifications/bell", centre.bell, name="bell"),
    path("notifications/reads", centre.reads, name="reads"),
    path("notifications/seen", centre.seen, name="seen"),
]
