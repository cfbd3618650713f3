"""A small site for the browser: one page with every behaviour, under a strict policy, and what its scripts talk to."""

from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from terreau.foundation.identity.doors import open_to_all
from terreau.foundation.ui.frame import THEME_COOKIE, Choice, Entry, Frame, OwnSpace, Viewer
from terreau.foundation.ui.pages import templates, values_for
from terreau.foundation.ui.toasts import say

POLICY = (
    "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE = (Path(__file__).parent / "sample.html").read_text()
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


@open_to_all
def page(request: HttpRequest) -> HttpResponse:
    got = " | ".join(f"{name}={value}" for name, value in request.POST.items() if name != "csrfmiddlewaretoken")
    values = values_for(request, {"form": Sample(), "frame": frame(), "got": got})
    response = HttpResponse(templates().from_string(PAGE).render(values))
    response["Content-Security-Policy"] = POLICY
    return response


@open_to_all
def upload(request: HttpRequest) -> JsonResponse:
    file = request.FILES["file"]
    if file.name.endswith(".exe"):
        return JsonResponse({"detail": "No programmes here."}, status=422)
    return JsonResponse({"key": f"f{len(file.name)}", "name": file.name, "size": 240_000}, status=201)


@open_to_all
def mentions(request: HttpRequest) -> JsonResponse:
    people = [{"name": "Karim Benhaddou", "url": "/people/k7f2-karim", "title": "Nantes"}]
    return JsonResponse({"items": [p for p in people if request.GET["q"].lower() in p["name"].lower()]})


@open_to_all
def draft(request: HttpRequest) -> JsonResponse:
    SEEN["draft"].append(request.POST["body"])
    return JsonResponse({"key": "d2"})


@open_to_all
def read(request: HttpRequest) -> HttpResponse:
    SEEN["read"] += request.POST.getlist("read")
    return HttpResponse(status=204)


@open_to_all
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        'id: 7\nevent: nudge\ndata: {"kinds":["posts"]}\n\nretry: 60000\n\n', content_type="text/event-stream"
    )


@open_to_all
def fresh(request: HttpRequest) -> HttpResponse:
    return say(request, HttpResponse('<a class="btn" href="?">Show 3 new posts</a>'), "Three posts", "/undo")


@open_to_all
def suggestions(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": []})


@open_to_all
def appearance(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=204)
    response.set_cookie(THEME_COOKIE, request.POST["theme"], samesite="Lax")
    return response


@open_to_all
def failing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>a whole error page</p>", status=500)


@open_to_all
def part(request: HttpRequest) -> HttpResponse:
    lines = "".join(f"<p>{number}</p>" for number in range(60))
    return HttpResponse(f'<div class="prose" data-fold>{lines}</div>')


urlpatterns = [
    path("search/suggestions", suggestions),
    path("appearance", appearance),
    path("failing", failing),
    path("part", part),
    path("sample", page),
    path("upload", upload),
    path("mentions", mentions),
    path("draft", draft),
    path("read", read),
    path("live", live),
    path("fresh", fresh),
    path("", include("terreau.foundation.ui.urls")),
]
