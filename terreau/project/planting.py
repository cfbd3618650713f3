"""Each room plants its part of the demo company, from the ground up."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from bench import world as measured
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import demo as orgs
from terreau.foundation.storage import actions as storage
from terreau.network.calendar import demo as calendar
from terreau.network.chat import demo as chat
from terreau.network.files import demo as files
from terreau.network.notifications import demo as notifications
from terreau.network.pages import demo as pages
from terreau.network.people import demo as people
from terreau.network.posts import demo as posts
from terreau.network.search import actions as search
from terreau.network.spaces import demo as spaces
from terreau.project.aubier.links import INSIDE, LINKS
from terreau.project.aubier.portraits import portrait
from terreau.project.aubier.world import World, world
from terreau.project.history import History

BATCH = 500
FACES, SPREAD = 100, 25  # who shows a face: the most active, and of the others one in so many


def is_planted() -> bool:
    """Does the network hold people already?"""
    return Person.objects.exclude(kind=Kind.SYSTEM).exists()


def plant_world(people: int, spaces: int, posts: int, seed: int) -> dict[str, int]:
    """A world to measure, of any size, by bulk insert."""
    return measured.World(measured.Size(people, spaces, posts), seed).make()


@transaction.atomic
def plant_company(seed: int, now: datetime, keys: Iterator[str]) -> tuple[World, posts.Stage, chat.Planted]:
    """Everything but files and the search index, in one transaction: the company is there whole or not at all."""
    made = world(seed=seed, now=now)
    units, sites = orgs.plant_units(made.units.values(), keys), orgs.plant_sites(made.sites.values(), keys)
    who = people.plant(made.people, units, sites, keys)
    people.plant_follows(made.follows, who)
    where = spaces.plant(made.spaces, who, keys)
    spaces.plant_members(made.members, where, who, now)
    names = {login: (key, name) for login, key, name in Person.objects.values_list("username", "key", "name") if login}
    stage = posts.Stage(who, names, where, keys)
    spaces.plant_life(posts.plant(made.threads, stage, made.reactors))
    posts.plant_reading(made.bookmarks, made.acknowledgements, stage)
    posts.plant_asked()
    posts.plant_links(LINKS, INSIDE, stage)
    posts.plant_drafts(made.drafts, stage)
    posts.plant_reminder(stage, now)
    posts.plant_delegations(made.delegations, stage)
    said = [*pages.plant(made.pages, stage), *calendar.plant(made.events, stage)]
    talks = posts.plant_about(said, stage)
    stage.posts |= {f"about-{post.pk}": post for post in talks}
    written = chat.plant(made.talks, stage.people, keys)
    History({alias: who[login] for alias, login in made.alias.items()}, units, where, now).tell()
    return made, stage, written


def plant_files(made: World, stage: posts.Stage) -> int:
    """The files people attached, made by code and kept as any upload is."""
    count = 0
    for thread in made.threads:
        names = [file.name for file in thread.attachments if file.name in made.files]
        if not names:
            continue
        post = stage.posts[thread.key]
        author = Person.objects.get(pk=post.author_id)
        kept = [storage.keep(author, content=made.files[name].content(), name=name) for name in names]
        with transaction.atomic():
            storage.attach(author, [file.key for file in kept], post)
        count += len(kept)
    return count


def plant_files_of_drafts(made: World, stage: posts.Stage) -> None:
    """The files of what is still being written."""
    for draft, told in zip(stage.drafts, made.drafts, strict=True):
        names = [file.name for file in told.attachments if file.name in made.files]
        author = Person.objects.get(pk=draft.author_id)
        kept = [storage.keep(author, content=made.files[name].content(), name=name) for name in names]
        with transaction.atomic():
            storage.attach(author, [file.key for file in kept], draft)


def plant_files_of_messages(made: World, said: chat.Planted) -> int:
    """The files people sent each other."""
    count = 0
    for message, names in said.files:
        kept = [storage.keep(message.author, content=made.files[name].content(), name=name) for name in names]
        with transaction.atomic():
            storage.attach(message.author, [file.key for file in kept], message)
        count += len(kept)
    return count


def plant_shelves(made: World, stage: posts.Stage) -> int:
    """The files in the folders of the spaces, with their versions and what was said about them."""
    shelved, talks = files.plant(made.shelves, made.files, stage)
    stage.posts |= {f"about-{post.pk}": post for post in posts.plant_about(talks, stage)}
    return shelved


def plant_photos(made: World, stage: posts.Stage) -> int:
    """A face for those who may sign in and for those who write most, drawn and kept as any upload is."""
    written = Counter(post.author_id for post in stage.posts.values())
    written += Counter(comment.author_id for comment in stage.comments.values())
    here = [login for login, person in made.people.items() if person.left_on is None]
    logins = sorted(here, key=lambda login: (login not in people.LOGINS, -written[stage.people[login]], login))
    shown = [*logins[:FACES], *logins[FACES::SPREAD]]
    for login in shown:
        person = Person.objects.get(pk=stage.people[login])
        content = portrait(login, feminine=made.people[login].feminine)
        people.plant_photo(person, storage.keep(person, content=content, name="portrait.webp"))
    return len(shown)


def index_all(stage: posts.Stage, said: chat.Planted) -> None:
    """What search knows of the company."""
    of_kind = {
        "person": list(stage.people.values()),
        "space": list(stage.spaces.values()),
        "post": [post.pk for post in stage.posts.values()],
        "comment": [comment.pk for comment in stage.comments.values()],
        "page": pages.planted(),
        "event": calendar.planted(),
        "message": [message.pk for message in said.messages],
        "document": files.planted(),
    }
    for kind, ids in of_kind.items():
        for start in range(0, len(ids), BATCH):
            search.index(kind, ids[start : start + BATCH])


def plant(seed: int, now: datetime, keys: Iterator[str]) -> dict[str, int]:
    """The demo company Aubier and its network Le Lien; the same seed and moment give the same company."""
    made, stage, said = plant_company(seed, now, keys)
    attached = plant_files(made, stage) + plant_shelves(made, stage)
    plant_files_of_drafts(made, stage)
    attached += plant_files_of_messages(made, said)
    photos = plant_photos(made, stage)
    index_all(stage, said)
    notices = notifications.plant_messages(said.waiting, keys)
    notices += notifications.plant(made.threads, stage, now, keys)
    guests = Person.objects.filter(kind=Kind.GUEST).count()
    return {
        "people": len(stage.people),
        "guests": guests,
        "spaces": len(stage.spaces),
        "posts": len(stage.posts),
        "comments": len(stage.comments),
        "files": attached,
        "photos": photos,
        "notices": notices,
    }
