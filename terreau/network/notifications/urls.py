from django.urls import path

from terreau.network.notifications.views import centre, outbox, reach, settings

app_name = "notifications"
urlpatterns = [
    path("notifications", centre.centre, name="centre"),
    path("notifications/bell", centre.bell, name="bell"),
    path("notifications/reads", centre.reads, name="reads"),
    path("notifications/seen", centre.seen, name="seen"),
    path("notifications/settings", settings.settings, name="settings"),
    path("notifications/unsubscribe/<str:token>", settings.unsubscribe, name="unsubscribe"),
    path("reach", reach.reach, name="reach"),
    path("administration/outbox", outbox.outbox, name="outbox"),
    path("administration/outbox/<str:name>", outbox.mail, name="mail"),
]
