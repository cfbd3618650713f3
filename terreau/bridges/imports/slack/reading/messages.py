"""One message of a day file, understood: when, in which thread, what it says, what people did with it."""

import re
from dataclasses import dataclass

from terreau.bridges.imports.slack.reading import blocks, files, mrkdwn
from terreau.bridges.imports.slack.reading.layout import Layout
from terreau.bridges.imports.slack.reading.people import People
from terreau.bridges.imports.slack.reading.spaces import Channel, Channels
from terreau.bridges.imports.slack.reading.subtypes import KEPT, SYSTEM
from terreau.bridges.imports.staging import markup, plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.emoji import NAMED, symbol
from terreau.bridges.imports.staging.plain import Json, items, line, mapping, text
from terreau.bridges.imports.staging.reactions import gathered
from terreau.bridges.imports.staging.shapes import File, Reaction, Said

_COMMENTED = " and commented: "
_BOT_ADDED = re.compile(r"<https://[^<>|\s]{1,200}/services/(B[A-Z0-9]{5,})\|([^<>]{1,80})>")


@dataclass(slots=True)
class Tally:
    """What is told once, at the end."""

    nameless: int = 0
    merged: int = 0


@dataclass(frozen=True, slots=True)
class Workspace:
    """What understanding a message takes. Gives mrkdwn the names of people and channels."""

    archive: Archive
    layout: Layout
    people: People
    channels: Channels
    tally: Tally

    def person(self, source_id: str) -> str | None:
        return self.people.name(source_id)

    def space(self, source_id: str) -> str | None:
        return self.channels.name(source_id)


@dataclass(frozen=True, slots=True)
class Written:
    """What a message says and shows."""

    html: str
    files: tuple[File, ...]
    missing: tuple[Said, ...]


def subtype(message: Json) -> str:
    return line(message.get("subtype"), 60)


def dropped(message: Json) -> Said | None:
    """Why a message is left out whatever it says, or None."""
    kind = subtype(message)
    if kind == "tombstone" and message.get("thread_ts") == message.get("ts"):
        return None
    if kind in SYSTEM:
        return Said(reasons.SYSTEM_MESSAGE, {"kind": kind})
    if plain.micros(message.get("ts")) is None:
        return Said(reasons.NO_TIME, {"value": plain.shown(str(message.get("ts")))[:60]})
    if kind not in KEPT and not _says_something(message):
        return Said(reasons.UNKNOWN_KIND, {"kind": kind})
    return None


def unknown(message: Json) -> bool:
    """Whether a message that is kept is of a kind nobody here has heard of."""
    kind = subtype(message)
    return kind not in KEPT and kind not in SYSTEM


def stamp(micros: int) -> str:
    """A time as Slack writes it: the identifier of a message in its channel."""
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def bot_name(message: Json) -> tuple[str, str] | None:
    """The id and the name of a bot, from the message that announced it."""
    match = _BOT_ADDED.search(text(message.get("text"), 1000)) if subtype(message) == "bot_add" else None
    return (match[1], line(match[2], 80)) if match else None


def pinned(message: Json, channel: Channel, micros: int) -> bool:
    """Whether a message, or a file it shares, is pinned in its channel."""
    if message.get("pinned_to") or stamp(micros) in channel.pins:
        return True
    return any(line(entry.get("id"), 60) in channel.pins for entry in files.given(message)) if channel.pins else False


def reacted(message: Json, workspace: Workspace) -> tuple[Reaction, ...]:
    """One reaction a person; those without a name and those too many are tallied."""
    given: list[tuple[str, str]] = []
    for entry in items(message.get("reactions")):
        people = list(dict.fromkeys(plain.texts(entry.get("users"))))
        given.extend((person, line(entry.get("name"), 80)) for person in people)
        workspace.tally.nameless += max(0, min(plain.whole(entry.get("count")), 10_000_000) - len(people))
    made, more = gathered(given)
    workspace.tally.merged += more
    return made


def edited(message: Json) -> int | None:
    return plain.micros(mapping(message.get("edited")).get("ts"))


def written(message: Json, workspace: Workspace) -> Written:
    """The body and the files of a message; the body names the files that are missing when there is nothing else."""
    shared, beside, missing = files.shared(message, workspace.archive, workspace.layout)
    body = _body(message, workspace) + beside
    absent = [file for file in shared if file.path is None]
    if not body and absent:
        body = "".join(f"<p>📎 {markup.escaped(file.name)}</p>" for file in absent)
    if len(text(message.get("text"), mrkdwn.LONGEST + 1)) > mrkdwn.LONGEST:
        missing.append(Said(reasons.TEXT_CUT, {"most": mrkdwn.LONGEST}))
    return Written(body, tuple(shared), tuple(missing))


def _body(message: Json, workspace: Workspace) -> str:
    words = _with_emoji(_words(message), message)
    kind = subtype(message)
    if kind == "me_message" and words.strip():
        return f"<p><em>{mrkdwn.inline(' '.join(words[: mrkdwn.LONGEST].split()), workspace)}</em></p>"
    said = blocks.blocks_html(message.get("blocks"), workspace) if _laid_out(message) or not words.strip() else ""
    if not said and words.strip():
        said = mrkdwn.to_html(words, workspace)
    return said + blocks.attachments_html(message.get("attachments"), workspace)


def _with_emoji(words: str, message: Json) -> str:
    """The names of emoji that only the blocks of the message know how to draw."""
    if ":" not in words or not message.get("blocks"):
        return words
    known = blocks.named_emoji(message.get("blocks"))
    return NAMED.sub(lambda found: (symbol(found[1]) and found[0]) or known.get(found[1], found[0]), words)


def _laid_out(message: Json) -> bool:
    """Whether an app laid the message out in blocks: its text is then only what a notification says of it."""
    kinds = {text(block.get("type"), 40) for block in items(message.get("blocks"))}
    return bool(message.get("bot_id")) and bool(kinds - {"rich_text"})


def _words(message: Json) -> str:
    """The text people wrote: without Slack’s own “uploaded a file” around it."""
    words = text(message.get("text"), mrkdwn.LONGEST)
    kind = subtype(message)
    if kind == "file_comment":
        return text(mapping(message.get("comment")).get("comment"), mrkdwn.LONGEST) or words
    if kind in ("file_share", "file_mention") and (message.get("upload") is not None or " uploaded a file" in words):
        first = text(mapping(mapping(message.get("file")).get("initial_comment")).get("comment"), mrkdwn.LONGEST)
        return first or (words.split(_COMMENTED, 1)[1] if _COMMENTED in words else "")
    return words


def _says_something(message: Json) -> bool:
    return any(message.get(key) for key in ("text", "blocks", "attachments", "files", "file"))
