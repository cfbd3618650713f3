"""A moving window on a text too long for memory: where it stands, what comes next, how to get past a value."""

import re
from collections.abc import Iterator

_BLANKS = re.compile("[ \t\r\n\ufeff]*")
_BETWEEN = re.compile("[ \t\r\n,\x1e]*")
_BRACKETS = re.compile(r"[{}\[\]]")
_DROP = 1_000_000
_STEPS = 20_000_000


class Window:
    """`text[place]` is the next letter. What lies behind `place` may be forgotten at any move."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self.text = ""
        self.place = 0
        self.before = ""
        self.ended = False
        self._line = 1
        self._column = 1

    def position(self) -> str:
        """Where the place is, for people: lines and columns from 1, columns in characters."""
        return f"line {self._line}, column {self._column}"

    def ahead(self) -> int:
        """How many letters are known from the place on."""
        return len(self.text) - self.place

    def more(self, double: bool = False) -> bool:
        """Read on (`double`: until what lies ahead has doubled); False at the end."""
        wanted = max(1, self.ahead() if double else 1)
        read: list[str] = []
        got = 0
        while not self.ended and got < wanted:
            piece = next(self._pieces, None)
            self.ended = piece is None
            read.append(piece or "")
            got += len(piece or "")
        if got:
            self.text = self.text[self.place :] + "".join(read)
            self.place = 0
        return got > 0

    def move(self, place: int) -> None:
        """Go forward to `place` in the present text."""
        lines = self.text.count("\n", self.place, place)
        if lines:
            self._line += lines
            self._column = place - self.text.rfind("\n", self.place, place)
        else:
            self._column += place - self.place
        self.place = place
        if place > _DROP:
            self.text = self.text[place:]
            self.place = 0

    def step(self) -> None:
        """Go one letter forward, if there is one."""
        self.move(min(self.place + 1, len(self.text)))

    def next(self, between: bool = False) -> str:
        """Go past blanks (`between`: and commas) and give the letter found, nothing at the end."""
        pattern = _BETWEEN if between else _BLANKS
        while True:
            match = pattern.match(self.text, self.place)
            self.move(match.end() if match else self.place)
            if self.place < len(self.text):
                return self.text[self.place]
            if not self.more():
                return ""

    def find_object(self) -> bool:
        """Go to the next `{`; `before` is then the last letter ahead of it that is no blank. False at the end."""
        while True:
            found = self.text.find("{", self.place)
            until = found if found >= 0 else len(self.text)
            blank = self.text[max(until - 500, 0) : until].rstrip(" \t\r")
            self.before = blank[-1:] or self.before
            self.move(until)
            if found >= 0:
                return True
            if not self.more():
                return False

    def skip_value(self) -> bool:
        """Go past the object or array that starts here without decoding it; False if that takes too long."""
        depth, steps = 0, 0
        while self.place < len(self.text) or self.more():
            quote = self.text.find('"', self.place)
            until = quote if quote >= 0 else len(self.text)
            end, depth, taken = _balance(self.text, self.place, until, depth)
            steps += 1 + taken
            self.move(end)
            if not depth:
                return True
            if quote >= 0:
                self.step()
                steps += self._skip_string()
            if steps > _STEPS:
                return False
        return True

    def _skip_string(self) -> int:
        """Go past the string whose opening quote was just passed; how many steps it took."""
        steps = 1
        while self.place < len(self.text) or self.more():
            quote = self.text.find('"', self.place)
            until = quote if quote >= 0 else len(self.text)
            escape = self.text.find("\\", self.place, until)
            if escape < 0:
                self.move(until)
                if quote >= 0:
                    self.step()
                    return steps
            else:
                self.move(escape)
                self.step()
                if self.place < len(self.text) or self.more():
                    self.step()
            steps += 1
        return steps


def _balance(text: str, start: int, end: int, depth: int) -> tuple[int, int, int]:
    """Follow brackets outside strings in `text[start:end]`: where the value ends (or `end`), the depth, the steps."""
    closing = text.count("}", start, end) + text.count("]", start, end)
    if closing < depth:
        return end, depth + text.count("{", start, end) + text.count("[", start, end) - closing, 0
    steps = 0
    for match in _BRACKETS.finditer(text, start, end):
        steps += 1
        depth += 1 if match[0] in "{[" else -1
        if not depth:
            return match.end(), 0, steps
    return end, depth, steps
