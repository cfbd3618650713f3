from django.urls import path

from terreau.foundation.access import addresses  # noqa: F401 - registers the converter
from terreau.network.pages.views import history, places, reading, writing
from terreau.network.posts.views import about

app_name = "pages"
urlpatterns = [
    path("spaces/<keyed:key>/pages", reading.tree, name="tree"),
    path("spaces/<keyed:key>/pages/new", writing.new, name="new"),
    path("spaces/<keyed:key>/pages/new/draft", writing.draft_new, name="draft_new"),
    path("spaces/<keyed:key>/pages/withdrawn", places.withdrawn, name="withdrawn"),
    path("pages/new/<keyed:key>/removal", writing.removal, name="draft_removal"),
    path("pages/<keyed:key>", reading.page, name="page"),
    path("pages/<keyed:key>/edit", writing.edit, name="edit"),
    path("pages/<keyed:key>/edit/draft", writing.draft_next, name="draft_next"),
    path("pages/<keyed:key>/versions", history.versions, name="versions"),
    path("pages/<keyed:key>/versions/<int:number>", history.one_version, name="version"),
    path("pages/<keyed:key>/versions/<int:number>/restoration", history.return_to, name="return_to"),
    path("pages/<keyed:key>/comparison", history.comparison, name="comparison"),
    path("pages/<keyed:key>/place", places.place, name="place"),
    path("pages/<keyed:key>/order", places.order, name="order"),
    path("pages/<keyed:key>/space", places.move, name="move"),
    path("pages/<keyed:key>/care", places.care, name="care"),
    path("pages/<keyed:key>/doubt", places.doubt, name="doubt"),
    path("pages/<keyed:key>/confirmation", places.confirmation, name="confirmation"),
    path("pages/<keyed:key>/subscription", places.subscription, name="subscription"),
    path("pages/<keyed:key>/comments", about.comments, {"kind": "page"}, name="comments"),
    path("pages/<keyed:key>/comments/draft", about.draft, {"kind": "page"}, name="comment_draft"),
    path("pages/<keyed:key>/announcement", about.announcement, {"kind": "page"}, name="announcement"),
    path("pages/<keyed:key>/withdrawal", places.withdrawal, name="withdrawal"),
    path("pages/<keyed:key>/restoration", places.restoration, name="restoration"),
]
