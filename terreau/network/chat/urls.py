from django.urls import path

from terreau.network.chat.views import groups, messages, settings, talks

app_name = "chat"
urlpatterns = [
    path("conversations", talks.conversations, name="conversations"),
    path("conversations/count", talks.count, name="count"),
    path("conversations/settings", settings.settings, name="settings"),
    path("conversations/new", talks.new, name="new"),
    path("conversations/new/group", groups.new, name="new_group"),
    path("conversations/new/people", groups.reachable, name="reachable"),
    path("conversations/<keyed:key>", talks.conversation, name="conversation"),
    path("conversations/<keyed:key>/messages", messages.messages, name="messages"),
    path("conversations/<keyed:key>/messages/<int:number>", messages.message, name="message"),
    path("conversations/<keyed:key>/messages/<int:number>/edit", messages.edit, name="edit"),
    path("conversations/<keyed:key>/messages/<int:number>/reaction", messages.reaction, name="reaction"),
    path("conversations/<keyed:key>/messages/<int:number>/restoration", messages.restoration, name="restoration"),
    path("conversations/<keyed:key>/messages/<int:number>/versions", messages.versions, name="versions"),
    path("conversations/<keyed:key>/messages/<int:number>/withdrawal", messages.withdrawal, name="withdrawal"),
    path("conversations/<keyed:key>/draft", talks.draft, name="draft"),
    path("conversations/<keyed:key>/mute", settings.mute, name="mute"),
    path("conversations/<keyed:key>/name", groups.name, name="name"),
    path("conversations/<keyed:key>/nameable", groups.nameable, name="nameable"),
    path("conversations/<keyed:key>/people", groups.people, name="people"),
    path("conversations/<keyed:key>/people/<keyed:person>/removal", groups.removal, name="removal"),
    path("conversations/<keyed:key>/leaving", groups.leaving, name="leaving"),
    path("conversations/<keyed:key>/reading", talks.reading, name="reading"),
]
