"""The elements of a JSON file, one by one, whatever its size and however broken it is.

A file is an array of elements, one element, or one element a line. Only the element being read is in memory. An
element that is broken, too long or too deep is reported with its place, and reading goes on at the next thing that
is an element for whoever reads (`looks`), also inside a broken one.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.archive import Archive, Damaged, Limits
from terreau.bridges.imports.staging.charset import Text
from terreau.bridges.imports.staging.plain import Json, shown
from terreau.bridges.imports.staging.shapes import Notice, Said, Skipped
from terreau.bridges.imports.staging.window import Window

Looks = Callable[[Json], bool]
_TRIES = 2_000
_EFFORT = 128_000_000
_NEAR = 64


@dataclass(frozen=True, slots=True)
class Element:
    """One object of a file and where it starts, as `line 3, column 5`."""

    value: Json
    position: str


Read = Element | Skipped | Notice


def elements(archive: Archive, name: str, looks: Looks, *, inside: bool = False) -> Iterator[Read]:
    """The objects in the file `name`, and what in it could not be read.

    `looks` tells an element from any other object when the way back has to be found after a broken one; with
    `inside` elements are also looked for within an object too long to be read whole.
    """
    try:
        with archive.open(name) as stream:
            text = Text(stream)
            yield from _told(name, text, _Reader(Window(text.pieces()), archive.limits, looks, inside))
    except Damaged as damage:
        yield Skipped(shown(name), "line 1, column 1", damage.reason)


def _told(name: str, text: Text, reader: "_Reader") -> Iterator[Read]:
    told = False
    for found in reader.read():
        if isinstance(found, Element):
            yield found
            continue
        position, reason = found
        if text.damage and reason.text in (reasons.CUT, reasons.BROKEN) and reader.window.ended:
            reason, told = text.damage.reason, True
        yield Skipped(shown(name), position, reason)
    if text.damage and not told:
        yield Skipped(shown(name), reader.window.position(), text.damage.reason)
    if text.foreign:
        yield Notice(shown(name), Said(reasons.CHARSET, {"charset": text.foreign}), f"line {text.line}")


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) < 25 else None


_DECODER = json.JSONDecoder(strict=False, parse_int=_whole, parse_constant=lambda _: None)


class _Unreadable(Exception):
    """This element cannot be decoded; `sound` if its end can still be found by counting brackets."""

    def __init__(self, reason: Said, sound: bool = False) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.sound = sound


class _Reader:
    def __init__(self, window: Window, limits: Limits, looks: Looks, inside: bool) -> None:
        self.window = window
        self._most = limits.element
        self._breaks = limits.broken
        self._looks = looks
        self._inside = inside
        self._effort = _EFFORT

    def read(self) -> Iterator[Element | tuple[str, Said]]:
        window = self.window
        opened = window.next() == "["
        if opened:
            window.step()
        while letter := window.next(between=True):
            position = window.position()
            if letter == "]":
                window.step()
                opened = False
                if not window.next():
                    return
                yield position, Said(reasons.BROKEN, {"why": "the list ends here, the file goes on"})
                going_on = self._another()
            else:
                found, going_on = self._element()
                yield Element(found, position) if isinstance(found, dict) else (position, found)
                opened = opened and isinstance(found, dict)
            if not going_on:
                yield window.position(), Said(reasons.GAVE_UP)
                return
        if opened:
            yield window.position(), Said(reasons.CUT)

    def _element(self) -> tuple[Json | Said, bool]:
        """The object at the window’s place, or what is wrong with it; and whether to go on behind it."""
        try:
            found, end = self._decode()
        except _Unreadable as trouble:
            return trouble.reason, self._resume(trouble)
        self.window.move(end)
        if isinstance(found, dict):
            return found, True
        return Said(reasons.NOT_AN_OBJECT), self._another()

    def _decode(self) -> tuple[object, int]:
        """The value at the window’s place and where it ends. The place itself does not change."""
        window = self.window
        while True:
            try:
                value, end = _DECODER.raw_decode(window.text, window.place)
            except json.JSONDecodeError as error:
                self._grow(error)
            except (RecursionError, ValueError, MemoryError):
                raise _Unreadable(Said(reasons.TOO_DEEP), sound=True) from None
            else:
                if end - window.place > self._most:
                    raise self._too_large()
                if end < len(window.text) or isinstance(value, dict | list) or not window.more():
                    return value, end

    def _grow(self, error: json.JSONDecodeError) -> None:
        """Read on if the element may merely be cut by the window’s end; otherwise it is broken, or too long."""
        window = self.window
        cut = error.pos >= len(window.text) - _NEAR or error.msg.startswith("Unterminated string")
        if cut and window.ahead() >= self._most:
            raise self._too_large()
        at = error.pos - window.place
        if not cut or not window.more(double=True):
            self._effort -= max(0, at)
            raise _Unreadable(Said(reasons.CUT) if cut else Said(reasons.BROKEN, {"why": error.msg}))

    def _too_large(self) -> _Unreadable:
        return _Unreadable(Said(reasons.TOO_LARGE, {"most": self._most}), sound=not self._inside)

    def _another(self) -> bool:
        self._breaks -= 1
        return self._breaks > 0

    def _resume(self, trouble: _Unreadable) -> bool:
        """Move to where the next element starts (or to the end); False once the file is not worth more effort."""
        if not self._another():
            return False
        if trouble.sound and self.window.text[self.window.place] in "{[":
            return self.window.skip_value()
        return self._search()

    def _search(self) -> bool:
        """Move to the next place behind the current one where something can be decoded that looks like an element."""
        window = self.window
        for _ in range(_TRIES):
            window.step()
            if not window.find_object():
                return True
            if window.before in ",[\n}" and self._found():
                return True
            if self._effort <= 0:
                return False
        return False

    def _found(self) -> bool:
        try:
            found, _ = self._decode()
        except _Unreadable:
            return False
        return isinstance(found, dict) and self._looks(found)
