"""What stands around every page: the network's name, the places to go, who is here, what waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from terreau.foundation.identity.doors import is_signed_in
from terreau.foundation.ui import toasts
from terreau.foundation.ui.jinja import url

BAR = ("#f6f3ea", "#14180f")  # the page’s own paper, light and dark
THEMES = ("light", "dark")
THEME_COOKIE = "terreau_theme"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the main navigation. `rank` orders entries of several rooms; `count` is what waits there.

    The count is asked for again at `count_url` when something of the kinds `live` happens. The bar of a phone has room
    for three places; one that is not `handy` stands under “More” there.
    """

    name: str
    url: str
    icon: str
    rank: int = 50
    count: int = 0
    current: bool = False
    key: str = ""
    handy: bool = True
    count_url: str = ""
    live: str = ""


@dataclass(frozen=True, slots=True)
class OwnSpace:
    """A row of "My spaces"."""

    name: str
    url: str
    key: str
    tone: int
    initials: str
    unread: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person in front of the page, as far as the frame shows them."""

    name: str
    initials: str
    tone: int
    url: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A language, or a demo role: something to be chosen by a press."""

    code: str
    name: str
    current: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TourStop:
    """Where somebody is on the tour of a demo, what there is to see, and where it goes on (empty at the end)."""

    number: int
    total: int
    title: str
    text: str
    gain: str
    coming: str = ""
    coming_as: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the layout draws. An empty address means: this place does not exist here, do not show it."""

    network: str = "Terreau"
    group: str = ""
    people: int = 0
    logo: str = ""
    brand_css: str = ""
    bar: tuple[str, str] = BAR
    viewer: Viewer | None = None
    entries: list[Entry] = field(default_factory=list)
    account: list[Entry] = field(default_factory=list)
    spaces: list[OwnSpace] = field(default_factory=list)
    notifications: int = 0
    notifications_more: bool = False
    languages: list[Choice] = field(default_factory=list)
    roles: list[Choice] = field(default_factory=list)
    home_url: str = "/"
    search_url: str = ""
    reach_url: str = ""
    similar_url: str = ""
    publish_url: str = ""
    notifications_url: str = ""
    notifications_count_url: str = ""
    live_url: str = ""
    read_url: str = ""
    role_url: str = ""
    tour_url: str = ""
    tour: TourStop | None = None
    sign_in_url: str = ""
    sign_out_url: str = ""
    theme: str = ""
    here: str = "/"
    toast: toasts.Toast | None = None


@lru_cache(maxsize=1)
def providers() -> list[Any]:
    """The functions of `settings.UI_FRAME_PROVIDERS`: each takes the request, returns some of Frame's fields."""
    return [import_string(name) for name in settings.UI_FRAME_PROVIDERS]


def languages() -> list[Choice]:
    """The installed languages, each in its own name."""
    now = get_language()
    return [Choice(code, str(name), code == now) for code, name in settings.LANGUAGES]


def merged(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Several providers' answers as one: lists are joined, of anything else the last word counts."""
    whole: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            whole[name] = whole[name] + list(value) if isinstance(value, list) and name in whole else value
    return whole


def is_current(entry_url: str, home: str, path: str) -> bool:
    """True where `path` is the entry's page or one beneath it; home is only itself."""
    return path == entry_url or (entry_url != home and path.startswith(f"{entry_url}/"))


def counted(entries: Iterable[Entry], counts: Mapping[str, int]) -> list[Entry]:
    """The entries with what waits there, by their kind of event, where another room counted it along with its own."""
    return [replace(e, count=counts[e.live]) if e.live in counts else e for e in entries]


def pointed(entries: Iterable[Entry], home: str, path: str) -> list[Entry]:
    """The entries in order, the one where we stand marked."""
    marked = (replace(e, current=True) if is_current(e.url, home, path) else e for e in entries)
    return sorted(marked, key=lambda e: e.rank)


def theme_of(request: HttpRequest) -> str:
    """What the person chose, `light` or `dark`; empty leaves it to the system."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def ways(request: HttpRequest) -> dict[str, Any]:
    """The way in for a visitor, the way out for everybody else."""
    if not is_signed_in(request):
        return {"sign_in_url": settings.LOGIN_URL}
    return {"sign_out_url": url("account_logout")}


def frame_of(request: HttpRequest, at: str | None = None) -> Frame:
    """The frame of this request. `at` stands for its address where a page must not depend on it."""
    here = request.get_full_path() if at is None else at
    path = here.partition("?")[0]
    whole = merged([*(provide(request) for provide in providers()), ways(request)])
    whole.setdefault("languages", languages())
    home = whole.get("home_url", "/")
    whole["entries"] = counted(whole.get("entries", []), whole.pop("counts", {}))
    for name in ("entries", "account"):
        whole[name] = pointed(whole.get(name, []), home, path)
    whole["theme"] = theme_of(request) or whole.get("theme", "")
    return Frame(**whole, here=here, toast=toasts.waiting(request))


def entrance(request: HttpRequest) -> dict[str, Any]:
    """The same for the entrance pages, which are Django templates: a context processor, asked only when drawn."""
    return {"frame": SimpleLazyObject(lambda: frame_of(request))}


def bare_frame(request: HttpRequest) -> Frame:
    """A frame that asks no room and no database, for pages that must come whatever is broken."""
    return Frame(languages=languages(), theme=theme_of(request))
