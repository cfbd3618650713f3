"""What must hold of the demo company; each finding is a sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from terreau.project.aubier.clock import at_work, on_clock_of
from terreau.project.aubier.files import FileSpec
from terreau.project.aubier.shapes import CommentSpec, Company, PersonSpec, SpaceSpec, ThreadSpec
from terreau.project.aubier.spaces import Membership

_UNFILLED = re.compile(r"(?<!@)\{|\[[^\]\n]*\|[^\]\n]*\]")
_MENTION = re.compile(r"@\{([^}]+)\}")


def problems(
    made: Company,
    known: dict[str, SpaceSpec],
    joined: Membership,
    threads: list[ThreadSpec],
    files: dict[str, FileSpec],
    now: datetime,
) -> list[str]:
    """Return every inconsistency found; empty when all is well."""
    found = [*_company(made), *_spaces(made, known, joined)]
    bodies: dict[str, Counter[str]] = {slug: Counter() for slug in known}
    keys: Counter[str] = Counter()
    for thread in threads:
        keys[thread.key] += 1
        bodies[thread.space][thread.body] += 1
        found.extend(_thread(thread, made, known[thread.space], joined, files, now))
    found.extend(f"two threads have the key {key}" for key, count in keys.items() if count > 1)
    for slug, counter in bodies.items():
        found.extend(f"{slug} says twice: {body[:60]}" for body, count in counter.items() if count > 1)
    found.extend(_rhythm(made, threads, now))
    return found


def said(thread: ThreadSpec) -> Iterator[CommentSpec]:
    """Yield every comment and reply of a thread."""
    for comment in thread.comments:
        yield comment
        yield from comment.replies


def _company(made: Company) -> Iterator[str]:
    for unit in made.units.values():
        if unit.parent and unit.parent not in made.units:
            yield f"the unit {unit.key} has an unknown parent {unit.parent}"
    names = Counter(person.name for person in made.people.values())
    yield from (f"two people are called {name}" for name, count in names.items() if count > 1)
    for person in made.people.values():
        if person.unit not in made.units or person.site not in made.sites:
            yield f"{person.login} works nowhere"
        if person.left_on and person.left_on <= person.joined_on:
            yield f"{person.login} left before arriving"


def _spaces(made: Company, known: dict[str, SpaceSpec], joined: Membership) -> Iterator[str]:
    for space in known.values():
        people = joined[space.slug]
        for login in (*space.owners, *space.managers):
            if login not in people:
                yield f"{login} keeps {space.slug} without being a member"
        for member in people.values():
            person = made.people[member.login]
            if member.since < max(space.created_on, person.joined_on):
                yield f"{member.login} is in {space.slug} too early"
            if person.is_guest != (member.role == "guest"):
                yield f"{member.login} has the wrong role in {space.slug}"


def _thread(
    thread: ThreadSpec,
    made: Company,
    space: SpaceSpec,
    joined: Membership,
    files: dict[str, FileSpec],
    now: datetime,
) -> Iterator[str]:
    yield from _act(thread.key, thread.author, thread.at, made, space, joined, now)
    texts = [thread.title, thread.body]
    for comment in thread.comments:
        yield from _comment(comment, thread.at, made, space, joined, now)
        texts.append(comment.body)
        for reply in comment.replies:
            yield from _comment(reply, comment.at, made, space, joined, now)
            texts.append(reply.body)
    yield from _texts(thread, texts, made)
    yield from _state(thread, files)


def _texts(thread: ThreadSpec, texts: list[str], made: Company) -> Iterator[str]:
    for text in texts:
        if _UNFILLED.search(text):
            yield f"{thread.key} ({thread.template}) has an unfilled gap: {text[:80]}"
        for login in _MENTION.findall(text):
            if login not in made.people:
                yield f"{thread.key} names an unknown {login}"


def _state(thread: ThreadSpec, files: dict[str, FileSpec]) -> Iterator[str]:
    if thread.accepted is not None and thread.kind != "question":
        yield f"{thread.key} accepts an answer without asking"
    if sum(comment.accepted for comment in thread.comments) > 1:
        yield f"{thread.key} accepts two answers"
    for file in thread.attachments:
        if file.name not in files:
            yield f"{thread.key} shows {file.name}, which is not in the catalogue"
    if thread.kind == "kudos" and (not thread.kudos_to or thread.author in thread.kudos_to):
        yield f"{thread.key} thanks nobody, or its author"


def _comment(
    comment: CommentSpec, after: datetime, made: Company, space: SpaceSpec, joined: Membership, now: datetime
) -> Iterator[str]:
    if comment.at <= after:
        yield f"{comment.key} answers before being asked"
    if not comment.body:
        yield f"{comment.key} says nothing"
    yield from _act(comment.key, comment.author, comment.at, made, space, joined, now)


def _act(
    key: str, login: str, at: datetime, made: Company, space: SpaceSpec, joined: Membership, now: datetime
) -> Iterator[str]:
    person, member = made.people[login], joined[space.slug].get(login)
    day = on_clock_of(person, at).date()
    if at > now:
        yield f"{key} lies in the future"
    if not person.joined_on <= day or (person.left_on and at.date() > person.left_on):
        yield f"{key}: {login} was not there on {day}"
    if member is None or member.since > day:
        yield f"{key}: {login} was not a member of {space.slug} on {day}"
    if day < space.created_on or (space.archived_on and at.date() > space.archived_on):
        yield f"{key}: {space.slug} was not open on {day}"


def _rhythm(made: Company, threads: Iterable[ThreadSpec], now: datetime) -> Iterator[str]:
    """Nine acts in ten of people with office hours fall on a working day; what is fresh follows the clock of now."""
    acts: list[tuple[PersonSpec, datetime]] = []
    for thread in threads:
        if now - thread.at > timedelta(days=3):
            acts.append((made.people[thread.author], thread.at))
            acts.extend((made.people[comment.author], comment.at) for comment in said(thread))
    office = [(person, at) for person, at in acts if not person.works_shifts]
    odd = sum(not at_work(person, at) for person, at in office)
    if odd > len(office) * 0.08:
        yield f"{odd} of {len(office)} acts of people with office hours fall outside them"
