"""A small site for the browser: one page with every behaviour, under a strict policy, and what its scripts talk to."""

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from terreau.foundation.ui.frame import Choice, Entry, Frame, OwnSpace, Viewer
from terreau.foundation.ui.pages import templates, values_for
from terreau.foundation.ui.toasts import say

POLICY = (
    "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE = """
{% extends "ui/layout.html" %}
{% block title %}Sample{% endblock %}
{% block main %}
<h1>Sample</h1>
<form method="post" action="/sample" class="card" id="writing">{{ csrf_input }}
  <div class="field"><label for="id_title">Title</label><input id="id_title" name="title" maxlength="120" data-count="left"></div>
  <p class="hint" id="left"></p>
  {{ ui.editor(form.body, {"upload": "/upload", "mentions": "/mentions", "draft": "/draft"}) }}
  <button class="btn" data-kind="main">Send</button>
</form>
<p><a href="/sample#there" data-copy>Copy</a> <button class="btn" {{ ui.confirm("Delete “Norbois”?", "412 posts go.", "Delete") }} id="delete" form="gone">Delete</button></p>
<form id="gone" method="post" action="/sample">{{ csrf_input }}<input type="hidden" name="title" value="gone"></form>
<form action="/sample" data-autosubmit><label class="tick"><input type="checkbox" name="only"><span>Only mine</span></label><button class="btn" data-without-script>Apply</button></form>
{% for number in range(3) %}
<article class="card post" aria-labelledby="p{{ number }}" data-read="k{{ number }}"><h2 id="p{{ number }}">Post {{ number }}</h2><div class="prose" data-fold>{% for line in range(40 if number == 0 else 1) %}<p>Line {{ line }}</p>{% endfor %}</div></article>
{% endfor %}
<p id="got">{{ got }}</p>
<div data-live="posts" hx-get="/fresh" hx-trigger="refresh" class="fresh" aria-live="polite"></div>
{% endblock %}
"""
SEEN: dict[str, list[str]] = {"read": [], "draft": [], "theme": []}
EMPTY: dict[str, list[str]] = {"read": [], "draft": [], "theme": []}


class Sample(forms.Form):
    body = forms.CharField(label="Text", required=False, widget=forms.Textarea)


def frame() -> Frame:
    return Frame(
        network="Le Lien",
        viewer=Viewer("Alice Vasseur", "AV", 1, "/people/a"),
        entries=[Entry("Home", "/", "home", 1, current=True), Entry("Spaces", "/spaces", "spaces", 2)],
        account=[Entry("Settings", "/settings", "settings")],
        spaces=[OwnSpace("Qualité produit", "/spaces/q", "q", 2, "QP", 4)],
        notifications=3,
        languages=[Choice("fr", "Français", True), Choice("en", "English")],
        search_url="/search",
        publish_url="/sample?new",
        notifications_url="/notifications",
        live_url="/live",
        read_url="/read",
        sign_out_url="/out",
    )


def page(request: HttpRequest) -> HttpResponse:
    got = " | ".join(f"{name}={value}" for name, value in request.POST.items() if name != "csrfmiddlewaretoken")
    values = values_for(request, {"form": Sample(), "frame": frame(), "got": got})
    response = HttpResponse(templates().from_string(PAGE).render(values))
    response["Content-Security-Policy"] = POLICY
    return response


def upload(request: HttpRequest) -> JsonResponse:
    file = request.FILES["file"]
    if file.name.endswith(".exe"):
        return JsonResponse({"detail": "No programmes here."}, status=422)
    return JsonResponse({"key": f"f{len(file.name)}", "name": file.name, "size": 240_000}, status=201)


def mentions(request: HttpRequest) -> JsonResponse:
    people = [{"name": "Karim Benhaddou", "url": "/people/k7f2-karim", "note": "Nantes"}]
    return JsonResponse([p for p in people if request.GET["q"].lower() in p["name"].lower()], safe=False)


def draft(request: HttpRequest) -> JsonResponse:
    SEEN["draft"].append(request.POST["body"])
    return JsonResponse({})


def read(request: HttpRequest) -> HttpResponse:
    SEEN["read"] += request.POST.getlist("read")
    return HttpResponse(status=204)


def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        'id: 7\nevent: nudge\ndata: {"kinds":["posts"]}\n\nretry: 60000\n\n', content_type="text/event-stream"
    )


def fresh(request: HttpRequest) -> HttpResponse:
    return say(request, HttpResponse('<a class="btn" href="?">Show 3 new posts</a>'), "Three posts", "/undo")


urlpatterns = [
    path("sample", page),
    path("upload", upload),
    path("mentions", mentions),
    path("draft", draft),
    path("read", read),
    path("live", live),
    path("fresh", fresh),
    path("", include("terreau.foundation.ui.urls")),
]
