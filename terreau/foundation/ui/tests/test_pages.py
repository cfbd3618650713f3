"""Every page of this room draws with strict names, in every language, and needs no unsafe policy."""

import gzip
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.http import HttpResponseRedirect
from django.test import Client
from django.utils import translation

from terreau.foundation.ui import views
from terreau.foundation.ui.assets import DIST, HERE, STATIC
from terreau.foundation.ui.frame import Frame, frame_of, is_current, merged
from terreau.foundation.ui.pages import render, templates
from terreau.foundation.ui.toasts import Toast, say, waiting

ERRORS = ["400", "403", "404", "409", "413", "422", "429", "500", "503", "csrf", "offline"]
LIMIT = 60_000
TEMPLATES = sorted((HERE / "templates").rglob("*.html")) + sorted((HERE / "django_templates").rglob("*.html"))


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def drawn_404(request, frame: Frame) -> str:
    return render(request, "ui/errors/404.html", frame=frame).content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_draw(request_of, full_frame, name, language):
    with translation.override(language):
        html = (
            templates()
            .get_template(f"ui/errors/{name}.html")
            .render({"frame": full_frame, "csrf_input": "", "csrf_token": "t", "incident": "8f2a"})
        )
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1


def test_first_page_is_light(request_of, full_frame):
    html = drawn_404(request_of(), full_frame).encode()
    files = [DIST / "app.css", DIST / "app.js", STATIC / "vendor" / "htmx.js"]
    sizes = [len(gzip.compress(path.read_bytes(), 9)) for path in files]
    assert len(gzip.compress(html, 9)) + sum(sizes) + 12_000 <= LIMIT  # 12,000 for twenty posts


def test_layout_has_its_landmarks(request_of, full_frame):
    tags = Tags(drawn_404(request_of(), full_frame)).tags
    names = [tag for tag, _ in tags]
    assert names.count("main") == names.count("header") == 1
    first_link = next(attributes for tag, attributes in tags if tag == "a")
    assert first_link["class"] == "skip" and first_link["href"] == "#main"
    ids = [attributes["id"] for _, attributes in tags if attributes.get("id")]
    assert len(ids) == len(set(ids))


def test_menu_shows_only_places_that_exist(request_of):
    html = drawn_404(request_of(), Frame(network="Le Lien"))
    for absent in ("/notifications", "New post", 'role="search"', "My spaces", "My account"):
        assert absent not in html


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_need_no_unsafe_policy(path):
    for tag, attributes in Tags(re.sub(r"{[%#{].*?[}%#]}", "", path.read_text(), flags=re.S)).tags:
        assert "style" not in attributes and tag != "style"
        assert tag != "script" or "src" in attributes or attributes.get("type") == "application/json"
        assert not [name for name in attributes if name.startswith(("on", "hx-on"))]


def test_every_icon_is_in_the_sprite():
    known = set(re.findall(r'id="i-([\w-]+)"', (STATIC / "icons.svg").read_text()))
    used = set()
    for template in (HERE.parents[1]).rglob("*.html"):
        text = template.read_text()
        used |= set(re.findall(r'icon\("([\w-]+)"', text)) | set(re.findall(r"icons\.svg' %}#i-([\w-]+)", text))
    assert len(used) > 15
    assert not used - known


def test_hidden_and_absent_look_the_same(request_of, db):
    pages = [
        views.not_found(request_of(path)).content.decode() for path in ("/spaces/secret-one", "/spaces/none?x=<b>", "/")
    ]
    bare = {re.sub(r'(data-token|value|hx-headers:inherited)=("[^"]*"|\'[^\']*\')', "", page) for page in pages}
    assert len(bare) == 1


def test_server_error_stands_alone(rf, django_assert_num_queries):
    request = rf.get("/")
    request.request_id = "8f2a91"
    with translation.override("en"):
        response = views.server_error(request)
    assert response.status_code == 500
    assert b"8f2a91" in response.content and b"<script" not in response.content


def test_part_is_drawn_for_htmx_only(request_of, full_frame):
    whole = render(request_of("/"), "ui/errors/404.html", frame=full_frame, block="main")
    part = render(request_of("/", hx_request="true"), "ui/errors/404.html", {"frame": full_frame}, block="main")
    assert whole.content.startswith(b"<!doctype html>")
    assert part.content.strip().startswith(b"<section")
    assert "HX-Request" in whole["Vary"] and "HX-Request" in part["Vary"]


def test_toast_survives_a_redirect_and_cannot_be_forged(rf):
    response = say(rf.get("/"), HttpResponseRedirect("/a"), "Post withdrawn", "/posts/x/restore")
    request = rf.get("/")
    request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    assert waiting(request) == Toast("Post withdrawn", "/posts/x/restore")
    request.COOKIES = {"terreau_toast": "forged"}
    assert waiting(request) is None


def test_theme_and_language_are_kept(client: Client, db):
    response = client.post("/appearance", {"theme": "dark", "next": "/offline"})
    assert response["Location"] == "/offline"
    assert b'data-theme="dark"' in client.get("/offline").content
    client.post("/language", {"language": "fr"})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"
    client.post("/appearance", {"theme": "system"})
    assert b"data-theme" not in client.get("/offline").content


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_choices_never_lead_away(client: Client, target):
    assert client.post("/appearance", {"theme": "dark", "next": target})["Location"] == "/"


def test_web_app_files(client: Client, db):
    assert client.get("/manifest.webmanifest").json()["display"] == "standalone"
    worker = client.get("/sw.js")
    assert "const SHELL" in worker.content.decode() and worker["Content-Type"].startswith("text/javascript")


def test_frames_of_several_rooms_are_joined(request_of, db):
    assert merged([{"entries": [1], "network": "A"}, {"entries": [2], "network": "B"}]) == {
        "entries": [1, 2],
        "network": "B",
    }
    assert is_current("/spaces", "/", "/spaces/k7f2") and not is_current("/", "/", "/spaces")
    assert not is_current("/space", "/", "/spaces")
    assert frame_of(request_of("/x?y=1")).here == "/x?y=1"


def test_only_written_words_are_translated():
    """Translations are taken as safe HTML, so what people typed must never be looked up as one."""
    for template in HERE.parents[1].rglob("templates/**/*.html"):
        calls = re.findall(r"(?<![\w.])(?:_|gettext|ngettext|pgettext)\(\s*(.)", template.read_text())
        assert not [sign for sign in calls if sign not in "\"'"], template


@pytest.mark.parametrize(
    ("language", "three", "day"),
    [
        ("fr", "A, B et C", "samedi 1<sup>er</sup> août 2026"),
        ("en", "A, B and C", "Saturday 1 August 2026"),
    ],
)
def test_lists_of_names_and_the_first_of_a_month(language, three, day):
    drawn = templates().from_string("{% for name in names %}{{ between(loop) }}{{ name }}{% endfor %}")
    with translation.override(language):
        assert [drawn.render(names=list(names)) for names in ("A", "AB", "ABC")][::2] == ["A", three]
        assert templates().from_string("{{ on|day }}").render(on=date(2026, 8, 1)) == day


def test_what_is_raised_is_escaped():
    drawn = templates().from_string("{{ text|raised }}")
    assert drawn.render(text="<b> au 1er mai") == "&lt;b&gt; au 1<sup>er</sup> mai"
    assert drawn.render(text="<b> au 11er") == "&lt;b&gt; au 11er"


def test_more_text_than_is_taken_has_a_page_that_says_so(client: Client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/account/login/", {"login": "x" * 2000})
    assert answer.status_code == 413 and "too large to be sent" in answer.content.decode()
