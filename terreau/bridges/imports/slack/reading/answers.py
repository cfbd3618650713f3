"""A folder of answers of Slack’s API in place of an export: `users.info`, `conversations.history` and their like.

What an answer is, its keys tell, not its name. Which conversation a history is of, stands in it (some tools write it
there), in its path, or is plain because there is one only.
"""

import re
from collections.abc import Iterator

from terreau.bridges.imports.slack.reading.layout import Layout
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.elements import Element, Looks, elements
from terreau.bridges.imports.staging.plain import Json, items, line, text
from terreau.bridges.imports.staging.shapes import Notice, Said, Skipped

_PEOPLE, _CONVERSATIONS = ("user", "users", "members"), ("channel", "channels", "group", "groups")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def found(archive: Archive, layout: Layout) -> Iterator[Skipped | Notice]:
    """Sort the files of an archive without day files into `layout`; what comes out is what holds nothing."""
    lists = layout.exported()
    for name in sorted(archive.names()):
        if name in lists or not name.lower().endswith((".json", ".jsonl")):
            continue
        for answer in elements(archive, name, _looks):
            if isinstance(answer, Element):
                yield from _sorted(layout, name, answer)
            else:
                yield answer


def _sorted(layout: Layout, name: str, answer: Element) -> Iterator[Skipped | Notice]:
    file, value = plain.shown(name), answer.value
    if value.get("ok") is False:
        yield Skipped(file, answer.position, Said(reasons.ANSWER_REFUSED, {"why": line(value.get("error"), 80)}))
    elif isinstance(value.get("messages"), list):
        place = line(value.get("channel_id"), 60) or line(value.get("channel"), 60)
        layout.histories.setdefault(name, place)
        if value.get("has_more") is True:
            yield Notice(file, Said(reasons.ANSWER_GOES_ON), answer.position)
    elif _of(value, _CONVERSATIONS):
        _note(layout.conversations, name)
    elif _of(value, _PEOPLE):
        _note(layout.people, name)
    elif ids := plain.texts(value.get("members")):
        yield Skipped(file, answer.position, Said(reasons.MEMBERS_BARE, {"count": len(ids)}))
    elif not layout.exported():
        yield Skipped(file, answer.position, Said(reasons.NOT_UNDERSTOOD))


def _note(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


def _looks(value: Json) -> bool:
    return "ok" in value or "messages" in value


def entries(archive: Archive, name: str, looks: Looks) -> Iterator[Element | Skipped | Notice]:
    """The people or conversations of a list: bare as exports have them, or inside an answer."""
    yield from _opened(archive, name, looks, (*_PEOPLE, *_CONVERSATIONS))


def said_in(archive: Archive, name: str, looks: Looks) -> Iterator[Element | Skipped | Notice]:
    """The messages of a day file or of a history."""
    yield from _opened(archive, name, looks, ("messages",))


def _opened(archive: Archive, name: str, looks: Looks, keys: tuple[str, ...]) -> Iterator[Element | Skipped | Notice]:
    for element in elements(archive, name, looks):
        if not isinstance(element, Element) or looks(element.value) or not any(key in element.value for key in keys):
            yield element
            continue
        for number, value in enumerate(_of(element.value, keys), 1):
            yield Element(value, f"{element.position}, item {number}")


def _of(value: Json, keys: tuple[str, ...]) -> list[Json]:
    """The objects below the first of these keys that holds any."""
    for key in keys:
        below = value.get(key)
        inside = [below] if isinstance(below, dict) else list(items(below))
        if inside:
            return inside
    return []


def home(name: str, place: str, known: dict[str, str]) -> str:
    """The id of the conversation a history is of, nothing if none of the `known` (ids by id and name) fits."""
    words = [place, *reversed(_WORD.findall(text(name, 1000).rpartition(".")[0]))]
    fitting = next((known[word] for word in words if word in known), "")
    alone = set(known.values())
    return fitting or (alone.pop() if len(alone) == 1 else "")
