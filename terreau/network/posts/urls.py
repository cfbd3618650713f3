from django.urls import path

from terreau.foundation.access import addresses  # noqa: F401 - registers the converter
from terreau.network.posts.views import comments, composing, delegations, feeds, places, posts, reading

app_name = "posts"
urlpatterns = [
    path("", feeds.home, name="home"),
    path("fresh", feeds.fresh, name="fresh"),
    path("reads", reading.reads, name="reads"),
    path("bookmarks", feeds.bookmarks, name="bookmarks"),
    path("tags/<str:tag>", feeds.tag, name="tag"),
    path("people/<keyed:key>", feeds.person, name="person"),
    path("spaces/<keyed:key>", feeds.space, name="space"),
    path("spaces/<keyed:key>/reads", reading.space_reads, name="space_reads"),
    path("posts/new", composing.compose, name="compose"),
    path("delegations", delegations.delegations, name="delegations"),
    path("delegations/<int:number>/end", delegations.ending, name="delegation_end"),
    path("withdrawn", places.withdrawn, name="withdrawn"),
    path("drafts", composing.drafts, name="drafts"),
    path("drafts/<keyed:key>/removal", composing.removal, name="draft_removal"),
    path("drafts/<keyed:key>/schedule", composing.unscheduling, name="unscheduling"),
    path("posts/<keyed:key>", posts.conversation, name="conversation"),
    path("posts/<keyed:key>/edit", composing.edit, name="edit"),
    path("posts/<keyed:key>/versions", places.versions, name="versions"),
    path("posts/<keyed:key>/shares", places.shares, name="shares"),
    path("posts/<keyed:key>/shares/<keyed:space>/removal", places.unsharing, name="unsharing"),
    path("posts/<keyed:key>/space", places.move, name="move"),
    path("posts/<keyed:key>/comments", comments.comments, name="comments"),
    path("posts/<keyed:key>/reaction", posts.reaction, name="reaction"),
    path("posts/<keyed:key>/bookmark", reading.bookmark, name="bookmark"),
    path("posts/<keyed:key>/subscription", reading.subscription, name="subscription"),
    path("posts/<keyed:key>/acknowledgement", reading.acknowledgement, name="acknowledgement"),
    path("posts/<keyed:key>/readings", reading.readings, name="readings"),
    path("posts/<keyed:key>/readings/purpose", reading.purpose, name="purpose"),
    path("posts/<keyed:key>/withdrawal", posts.withdrawal, name="withdrawal"),
    path("posts/<keyed:key>/restoration", posts.restoration, name="restoration"),
    path("posts/<keyed:key>/pin", posts.pin, name="pin"),
    path("comments/<keyed:key>/versions", places.comment_versions, name="comment_versions"),
    path("comments/<keyed:key>/edit", comments.edit, name="comment_edit"),
    path("comments/<keyed:key>/reaction", comments.reaction, name="comment_reaction"),
    path("comments/<keyed:key>/withdrawal", comments.withdrawal, name="comment_withdrawal"),
    path("comments/<keyed:key>/acceptance", comments.acceptance, name="acceptance"),
]
