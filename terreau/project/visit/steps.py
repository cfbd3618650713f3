"""The stops of the tour: where, as whom, and what to notice there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from terreau.foundation.identity.models import Person
from terreau.network.posts import queries as posts
from terreau.network.spaces import queries as spaces
from terreau.project.visit import logins


@dataclass(frozen=True, slots=True)
class Step:
    """One stop. `minutes` says how long it is worth; `login` through whose eyes."""

    title: str
    text: str
    url: str
    login: str
    name: str
    minutes: int
    number: int = 0


Where = Callable[[Person], str]


def page(path: str) -> Where:
    """A page with an address of its own, if its room is installed."""

    def there(viewer: Person) -> str:
        try:
            resolve(path.partition("?")[0])
        except Resolver404:
            return ""
        return path

    return there


def space(name: str) -> Where:
    """The space of that name, if this person sees it."""

    def there(viewer: Person) -> str:
        found = spaces.seen_by(viewer).filter(name=name).first()
        return spaces.address(found.key, found.name) if found else ""

    return there


def post(beginning: str, *, inside: str) -> Where:
    """The newest conversation of a space whose title begins so, if this person sees it."""

    def there(viewer: Person) -> str:
        seen = posts.seen_by(viewer).filter(title__startswith=beginning, space__name=inside)
        found = seen.order_by("-published_at").first()
        return posts.address(found.key, found.title) if found else ""

    return there


def steps() -> list[Step]:
    """The tour as it can be taken here and now: a stop that leads nowhere is left out."""
    people = {login: logins.found(login) for login in logins.NAMES}
    kept: list[Step] = []
    for login, where, minutes, title, text in stops():
        person = people[login]
        url = where(person) if person else ""
        if person and url:
            kept.append(Step(title, text, url, login, person.name, minutes, len(kept) + 1))
    return kept


def stops() -> Iterator[tuple[str, Where, int, str, str]]:
    """Every stop there might be, in order."""
    yield from reading()
    yield from finding()
    yield from limits()
    yield from keeping()


def reading() -> Iterator[tuple[str, Where, int, str, str]]:
    yield (
        "alice",
        page("/"),
        2,
        _("The first minute of the day"),
        _(
            "The greeting sums up what is new; beside it stands what is asked of you. Posts follow one another "
            "by date: nothing is ranked for you. Press j and k to walk from post to post, and ? for the other keys."
        ),
    )
    yield (
        "alice",
        post("Condensation entre vitrages", inside="Qualité produit"),
        1,
        _("A question that stopped a whole lot"),
        _(
            "Rafael asks from Curitiba, Théo confirms, Friederike answers from Kassel. The accepted answer "
            "stands on top and in its place; two other spaces share the same conversation instead of copying "
            "it."
        ),
    )
    yield (
        "alice",
        page("/posts/new"),
        1,
        _("Say it once, in the right place"),
        _(
            "Message, question, announcement or kudos, at once or on a day you choose. Every space says how many "
            "members will find it there. The draft is kept as you type."
        ),
    )


def finding() -> Iterator[tuple[str, Where, int, str, str]]:
    yield (
        "charlie",
        page("/search?q=humidite"),
        1,
        _("Search without accents, in every language"),
        _(
            "Charlie types in English on an English keyboard and still finds what was written in French. "
            "Kinds and spaces narrow the results; what Charlie may not see is not counted either."
        ),
    )
    yield (
        "charlie",
        page("/people?country=CA"),
        1,
        _("Who knows this?"),
        _(
            "1,500 colleagues by unit, country, skill and language. Profiles say what people may be asked "
            "about, and how late it is where they are. No score, no ranking."
        ),
    )
    yield (
        "bob",
        space("Maintenance des lignes"),
        1,
        _("A space that is looked after"),
        _(
            "Pinned posts on top, questions without answers one press away. On the side: who looks after it, "
            "and the two keys that keep it from being lost. Try it at the width of a phone."
        ),
    )


def limits() -> Iterator[tuple[str, Where, int, str, str]]:
    yield (
        "gaby",
        page("/"),
        1,
        _("A guest sees one room, not the house"),
        _(
            "Gaby works for a partner firm. She has her space and the people in it; for her the directory "
            "and the search know nobody and nothing else."
        ),
    )
    yield (
        "paul",
        space("Projet Alizé"),
        1,
        _("A secret space"),
        _(
            "Paul sees it. Now press the switch in the corner and go on as Charlie: the same address answers "
            "as one that never existed. So do search, counts and suggestions."
        ),
    )


def keeping() -> Iterator[tuple[str, Where, int, str, str]]:
    yield (
        "dora",
        page("/imports"),
        1,
        _("Bring what you already have"),
        _(
            "A Slack workspace or a forum comes in with its people, threads, reactions and files. A dry run "
            "says beforehand what will arrive and what will not, and why."
        ),
    )
    yield (
        "dora",
        page("/administration"),
        1,
        _("Run the network, see no secrets"),
        _(
            "Names, people, units, settings with their remedy, the journal of who did what. Running the "
            "place gives no sight of closed content without a recorded, announced breaking of the glass."
        ),
    )
