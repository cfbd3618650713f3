from django.urls import path

from terreau.foundation.access import addresses  # noqa: F401 - registers the converter
from terreau.network.files.views import arriving, bin, conversations, documents, folders
from terreau.network.posts.views import about

app_name = "files"
urlpatterns = [
    path("spaces/<keyed:key>/files", folders.first, name="first"),
    path("spaces/<keyed:key>/files/arrivals", arriving.arrivals, name="arrivals"),
    path("spaces/<keyed:key>/files/folders", folders.folders, name="folders"),
    path("spaces/<keyed:key>/files/zip", folders.archive, name="zip"),
    path("spaces/<keyed:key>/files/place", folders.place, name="place"),
    path("spaces/<keyed:key>/files/withdrawal", folders.withdrawal, name="withdrawal"),
    path("spaces/<keyed:key>/files/restoration", bin.restoration, name="restoration"),
    path("spaces/<keyed:key>/files/conversations", conversations.attached, name="conversations"),
    path("spaces/<keyed:key>/files/bin", bin.gone, name="bin"),
    path("folders/<keyed:key>", folders.folder, name="folder"),
    path("folders/<keyed:key>/name", folders.name, name="folder_name"),
    path("documents/<keyed:key>", documents.document, name="document"),
    path("documents/<keyed:key>/preview", documents.preview, name="preview"),
    path("documents/<keyed:key>/content", documents.content, name="content"),
    path("documents/<keyed:key>/name", documents.name, name="document_name"),
    path("documents/<keyed:key>/versions", documents.versions, name="versions"),
    path("documents/<keyed:key>/versions/<int:number>/restoration", documents.return_to, name="return_to"),
    path("documents/<keyed:key>/erasure", bin.erasure, name="erasure"),
    path("documents/<keyed:key>/comments", about.comments, {"kind": "document"}, name="comments"),
    path("documents/<keyed:key>/comments/draft", about.draft, {"kind": "document"}, name="comment_draft"),
    path("documents/<keyed:key>/announcement", about.announcement, {"kind": "document"}, name="announcement"),
]
