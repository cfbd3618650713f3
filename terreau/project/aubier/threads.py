"""The threads written by hand, placed in time relative to now."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from terreau.project.aubier.clock import ago, anchors, next_working, on_clock_of, span, upcoming
from terreau.project.aubier.script import Line, Script, ScriptError, folder, reactions, read
from terreau.project.aubier.shapes import (
    AttachmentSpec,
    CommentSpec,
    Company,
    EditSpec,
    MemberSpec,
    PersonSpec,
    SpaceSpec,
    ThreadSpec,
)
from terreau.project.aubier.slots import Filler
from terreau.project.aubier.spaces import Membership

FRESH = timedelta(days=3)
"""Offsets within threads younger than this are taken literally."""


@dataclass(slots=True)
class Cast:
    """Finds who speaks: a named person, or somebody of a place and trade ("?nantes.production#2")."""

    made: Company
    space: SpaceSpec
    members: dict[str, MemberSpec]
    rng: Random
    chosen: dict[str, str] = field(default_factory=dict)

    def named(self, who: str, source: str) -> PersonSpec | None:
        """Return the person called `who`; None for a "?" who has to be chosen."""
        if who.startswith("?"):
            return self.made.people[self.chosen[who]] if who in self.chosen else None
        if who not in self.made.alias:
            raise ScriptError(f"{source}: nobody is called “{who}”; names are the keys of texts/people.toml")
        return self.made.people[self.made.alias[who]]

    def somebody(self, who: str, day: date, source: str, language: str = "") -> PersonSpec:
        """Return the person meant by `who`; a "?" is drawn once among the members there on that day.

        Somebody who has no part of their own and speaks the language is preferred; into an open space a colleague
        comes who was no member yet.
        """
        known = self.named(who, source)
        if known:
            return known
        wanted = [part for part in who[1:].partition("#")[0].split(".") if part]
        avoid = set(self.made.alias.values())
        fitting = [
            login
            for login, member in sorted(self.members.items())
            if member.since <= day and self._fits(login, wanted, day) and login not in self.chosen.values()
        ]
        speaking = [login for login in fitting if language in self.made.people[login].languages]
        for pool in (speaking, fitting, [] if fitting else self._colleagues(wanted, day)):
            found = [login for login in pool if login not in avoid] or pool
            if found:
                self.chosen[who] = self.rng.choice(found)
                return self.made.people[self.chosen[who]]
        raise ScriptError(f"{source}: no member of {self.space.slug} fits “{who}” on {day}")

    def _colleagues(self, wanted: list[str], day: date) -> list[str]:
        if self.space.openness != "open":
            return []
        people = sorted(self.made.people.items())
        return [login for login, person in people if not person.is_guest and self._fits(login, wanted, day)]

    def _fits(self, login: str, wanted: list[str], day: date) -> bool:
        person = self.made.people[login]
        return person.here_on(day) and all(
            word in (person.site, person.function, person.country, person.language) for word in wanted
        )


def hand_written(
    made: Company, known: dict[str, SpaceSpec], joined: Membership, seed: str, now: datetime
) -> list[ThreadSpec]:
    """Return the threads of `texts/threads`, one file a space; authors become members where they were not."""
    found: list[ThreadSpec] = []
    for path in folder("threads"):
        slug = path.stem.partition(".")[0]
        if slug not in known:
            raise ScriptError(f"{path.name}: there is no space “{slug}” in texts/spaces.toml")
        for number, script in enumerate(read(path, "fr")):
            key = f"{path.stem}/{number + 1}"
            found.append(_thread(script, key, made, known[slug], joined, Random(f"{seed}/{key}"), now))
    return found


def _thread(
    script: Script, key: str, made: Company, space: SpaceSpec, joined: Membership, rng: Random, now: datetime
) -> ThreadSpec:
    cast = Cast(made, space, joined[space.slug], rng)
    rough = now - span(script.get("at").split(" ")[0])
    author = cast.somebody(script.get("by"), rough.date(), script.source, script.language)
    at = ago(script.get("at"), author, now, rng, weekend="weekend" in script.fields)
    names = {"author": author.given, **anchors(now.date())}
    filler = Filler(rng, script.language, on_clock_of(author, at).date(), made.alias, names)
    admit(space, author, at, joined)
    if script.get("for"):
        admit(space, made.people[made.alias[script.get("for")]], at, joined)
    comments = tuple(
        comment
        for index, line in enumerate(script.lines)
        if (comment := _comment(line, f"{key}/{index + 1}", at, cast, joined, filler, now, script))
    )
    spec = ThreadSpec(
        key=key,
        space=space.slug,
        author=author.login,
        at=at,
        kind=script.kind,
        title=filler.fill(script.title),
        body=filler.fill(script.body),
        language=script.language,
        comments=comments,
        reactions=reactions(script.get("reactions").replace(",", " ").split()),
        attachments=tuple(attachment(filler.fill(name)) for name in script.listed("files")),
        tags=tuple(filler.fill(tag) for tag in script.listed("tags")),
        kudos_to=tuple(cast.somebody(name, at.date(), script.source).login for name in script.listed("to")),
        shared_in=tuple(script.listed("shared")),
        on_behalf_of=made.alias[script.get("for")] if script.get("for") else "",
        required_until=_due(at, script.get("required")),
        pinned="pinned" in script.fields,
        accepted=next((index for index, comment in enumerate(comments) if comment.accepted), None),
    )
    return _edited(spec, script, filler, now)


def _due(at: datetime, required: str) -> date | None:
    """`required` is a weekday ("fri") or a span ("14d")."""
    if required in ("mon", "tue", "wed", "thu", "fri"):
        return upcoming(at.date(), required)
    return (at + span(required)).date() if required else None


def _edited(spec: ThreadSpec, script: Script, filler: Filler, now: datetime) -> ThreadSpec:
    """`edited: 40min | sentence` says that the sentence was added 40 minutes after publication."""
    if not script.get("edited"):
        return spec
    when, _bar, sentence = script.get("edited").partition("|")
    added = filler.fill(sentence)
    if added not in spec.body:
        raise ScriptError(f"{script.source}: the sentence said to be added is not in the text: {added}")
    before = spec.body.replace(added, "").replace("  ", " ").strip()
    return replace(spec, edited=EditSpec(min(spec.at + span(when.strip()), now), before))


def attachment(name: str) -> AttachmentSpec:
    """Return the attachment of that file name; its kind is the extension."""
    return AttachmentSpec(name, Path(name).suffix.removeprefix("."))


def admit(space: SpaceSpec, person: PersonSpec, at: datetime, joined: Membership) -> None:
    """Make the person a member of the space by that moment; does nothing for who already is."""
    member = joined[space.slug].get(person.login)
    day = max(min(at.date(), at.astimezone(UTC).date()) - timedelta(days=1), person.joined_on, space.created_on)
    if member is None:
        role = "guest" if person.is_guest else "member"
        joined[space.slug][person.login] = MemberSpec(space.slug, person.login, role, day, person.left_on, "digest")
    elif member.since > day:
        joined[space.slug][person.login] = replace(member, since=day)


def _comment(
    line: Line,
    key: str,
    start: datetime,
    cast: Cast,
    joined: Membership,
    filler: Filler,
    now: datetime,
    script: Script,
) -> CommentSpec | None:
    wish = start + (span(line.after) if line.after else timedelta(hours=2))
    language = _language(line, filler)
    person = cast.somebody(line.who, start.date(), script.source, language)
    at = wish if now - start < FRESH else next_working(person, wish, cast.rng)
    if at >= now:
        return None
    admit(cast.space, person, at, joined)
    replies = []
    last = at
    for index, reply in enumerate(line.replies):
        made = _comment(reply, f"{key}/{index + 1}", start, cast, joined, filler, now, script)
        if made and made.at <= last:
            made = replace(made, at=last + timedelta(minutes=4))
        if made and made.at < now:
            replies.append(made)
            last = made.at
    return CommentSpec(
        key=key,
        author=person.login,
        at=at,
        body=filler.speaking(language).fill(line.body),
        language=language,
        reactions=reactions(line.words),
        replies=tuple(replies),
        accepted=line.accepted,
    )


def _language(line: Line, filler: Filler) -> str:
    codes = [word for word in line.words if word in ("fr", "en", "de", "pt", "pl", "es", "ar")]
    return codes[0] if codes else filler.language
