"""The stops of the tour: where, as whom, what to notice there, and what it changes for a company."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from terreau.foundation.identity.models import Person
from terreau.foundation.ui.frame import TourStop
from terreau.network.posts import queries as posts
from terreau.network.spaces import queries as spaces
from terreau.project.visit import logins

Where = Callable[[Person], str]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of about a minute. `login` says through whose eyes; `gain` what a company has of it."""

    login: str
    where: Where
    title: str
    text: str
    gain: str
    number: int = 0
    url: str = ""

    @property
    def name(self) -> str:
        return logins.NAMES[self.login]


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


def stops() -> list[Stop]:
    """Every stop there might be, in order and numbered; nothing is asked of the database."""
    every = (*reading(), *finding(), *limits(), *keeping())
    return [replace(stop, number=number) for number, stop in enumerate(every, 1)]


def reachable() -> Iterator[Stop]:
    """The stops that can be made here and now, each with its address: one that leads nowhere is left out."""
    people = {login: logins.found(login) for login in logins.NAMES}
    for stop in stops():
        person = people[stop.login]
        url = stop.where(person) if person else ""
        if url:
            yield replace(stop, url=url)


def stop_at(number: int) -> Stop | None:
    """That stop, or the next one that can be made; None after the last."""
    return next((stop for stop in reachable() if stop.number >= number), None)


def told(number: int) -> TourStop | None:
    """What the corner of every page says of the stop one is at; None where the tour has no such stop."""
    every = stops()
    if not 1 <= number <= len(every):
        return None
    here, coming = every[number - 1], every[number] if number < len(every) else None
    return TourStop(
        number=number,
        total=len(every),
        title=here.title,
        text=here.text,
        gain=here.gain,
        coming=coming.title if coming else "",
        coming_as=coming.name if coming else "",
    )


def reading() -> Iterator[Stop]:
    yield Stop(
        "alice",
        page("/"),
        _("The first minute of the day"),
        _(
            "The greeting sums up what is new; beside it stands what is asked of you. Posts follow one another "
            "by date, down to where you stopped last time. The keys j and k walk from post to post."
        ),
        _("No algorithm chooses what people read, and “unread” can be believed: it ends."),
    )
    yield Stop(
        "alice",
        post("Condensation entre vitrages", inside="Qualité produit"),
        _("A question that stopped a whole lot"),
        _(
            "Rafael asks from Curitiba, Théo confirms, Friederike answers from Kassel. The accepted answer "
            "stands on top and in its place; two other spaces share the same conversation instead of copying it."
        ),
        _("One question, one answer, one place: what was learnt in one plant serves all of them, years later too."),
    )
    yield Stop(
        "alice",
        page("/posts/new"),
        _("Know whom it reaches before it leaves"),
        _(
            "Choose a space: below the text stands how many people the post will reach, how many of them by mail "
            "and how many are in quiet hours. The draft is kept as you type; a title close to an older one shows it."
        ),
        _("Authors see the attention they ask for, so they ask for less of it. Nothing is sent twice."),
    )


def finding() -> Iterator[Stop]:
    yield Stop(
        "charlie",
        page("/search?q=humidite"),
        _("One search, over words, files and people"),
        _(
            "Charlie types without accents on an English keyboard and finds what was written in French, the table "
            "inside a file and the colleagues who know. What Charlie may not see is not even counted."
        ),
        _("Six countries find each other’s work in their own language, and find the person behind it."),
    )
    yield Stop(
        "bob",
        space("Maintenance des lignes"),
        _("A space that is looked after"),
        _(
            "Pinned posts on top, questions without answers one press away. On the side: who looks after it, the "
            "two keys that keep it from being lost, the day its purpose is looked at again. Try it on a phone."
        ),
        _("No orphaned groups: each community has two keepers, a purpose and a review date, or says so."),
    )
    yield Stop(
        "bob",
        page("/notifications/settings"),
        _("Quiet is the rule"),
        _(
            "Mail at once only for what names you; the rest in one digest a day, in your language, or none when "
            "there is nothing to say. Quiet hours follow the rule of the country."
        ),
        _("The right to disconnect is the default and not an option, for each country its own."),
    )


def limits() -> Iterator[Stop]:
    yield Stop(
        "gaby",
        page("/"),
        _("A guest sees one room, not the house"),
        _(
            "Gaby works for a partner firm. She has her space and the people in it; for her the directory "
            "and the search know nobody and nothing else."
        ),
        _("Partners come in without a second tool, and without the list of your colleagues."),
    )
    yield Stop(
        "paul",
        space("Projet Alizé"),
        _("A secret space"),
        _(
            "Paul sees it. Now press the switch in the corner and go on as Charlie: the same address answers "
            "as one that never existed. So do search, counts and suggestions."
        ),
        _("What is confidential may live here: every page is tested for each role, hidden and absent look alike."),
    )


def keeping() -> Iterator[Stop]:
    yield Stop(
        "dora",
        page("/imports"),
        _("Bring what you already have"),
        _(
            "A Slack workspace or a forum comes in with its people, threads, reactions and files. A dry run "
            "says beforehand what will arrive and what will not, and why; one command takes it back."
        ),
        _("Years of local experiments are joined, not lost. Nothing is locked in: an open API, your own servers."),
    )
    yield Stop(
        "dora",
        page("/administration"),
        _("Run the network, see no secrets"),
        _(
            "Names, people, units, settings with their remedy, the journal of who did what. Running the "
            "place gives no sight of closed content without a recorded, announced breaking of the glass."
        ),
        _(
            "Written to be signed by works councils and data-protection officers: people are not ranked, acts are on "
            "record."
        ),
    )
