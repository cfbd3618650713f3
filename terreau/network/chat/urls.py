from django.urls import path

from terreau.network.chat import views

app_name = "chat"
urlpatterns = [
    path("conversations", views.conversations, name="conversations"),
    path("conversations/count", views.count, name="count"),
    path("conversations/new", views.new, name="new"),
    path("conversations/<keyed:key>", views.conversation, name="conversation"),
    path("conversations/<keyed:key>/messages", views.messages, name="messages"),
    path("conversations/<keyed:key>/reading", views.reading, name="reading"),
]
