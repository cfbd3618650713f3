"""Fill the gaps of a text: dates, figures, names of things, and a choice between wordings."""

import re
from dataclasses import dataclass, field
from datetime import date
from random import Random

from terreau.project.aubier.clock import date_words
from terreau.project.aubier.people import read_toml
from terreau.project.aubier.typography import NARROW, typeset

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}@][^{}]*)\}")
_LABEL = re.compile(r"\{(\w+)=([\d.]+-[\d.]+)\}")
_RANGE = re.compile(r"^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$")
_MENTION = re.compile(r"(?<![\w@.])@([a-z]+)\b(?!\.\w)")


def wordings(text: str) -> list[str]:
    """Return the wordings of a text that is nothing but one choice; otherwise the text alone."""
    found = _CHOICE.fullmatch(text.strip())
    return found[1].split("|") if found else [text]


@dataclass(slots=True)
class Filler:
    """Fills texts of one thread: the same slot keeps its value from the title to the last reply."""

    rng: Random
    language: str
    day: date
    alias: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Values known beforehand, such as {"author": "Karim"}."""
    held: dict[str, str] = field(default_factory=dict)
    thought: dict[int, int] = field(default_factory=dict)
    """The wording kept to by choices that begin with "=" and by the author and the expert, by number of wordings."""

    def settle(self, texts: list[str]) -> None:
        """Draw every labelled figure of these texts, whichever wording will be chosen."""
        for text in texts:
            for name, given in _LABEL.findall(text):
                self._settled(name, given)

    def speaking(self, language: str) -> "Filler":
        """Return a filler for another language that keeps the values found so far."""
        if language == self.language:
            return self
        return Filler(self.rng, language, self.day, self.alias, self.names, self.held, self.thought)

    def fill(self, text: str) -> str:
        """Return `text` with its choices made, its slots filled and its typography set."""
        while _CHOICE.search(text):
            text = _CHOICE.sub(self._choose, text)
        text = _SLOT.sub(lambda found: self._slot(found[1]), text)
        text = _MENTION.sub(self._mention, text)
        text = re.sub(r"(?<=\S)  +(?=\S)", " ", text)
        return typeset(text.strip(), self.language)

    def agreed(self, count: int) -> int:
        """Return which of `count` wordings this conversation keeps to."""
        return self.thought.setdefault(count, self.rng.randrange(count))

    def _choose(self, found: re.Match[str]) -> str:
        options = found[1].removeprefix("=").split("|")
        return options[self.agreed(len(options))] if found[1].startswith("=") else self.rng.choice(options)

    def _slot(self, inside: str) -> str:
        name, _equals, given = inside.partition("=")
        if given:
            self._settled(name, given)
            return self.held[name]
        if inside in self.names:
            return self.names[inside]
        if _RANGE.match(inside):
            return self._figure(inside)
        if inside not in self.held:
            self.held[inside] = self._new(inside)
        return self.held[inside]

    def _new(self, inside: str) -> str:
        word, _space, rest = inside.partition(" ")
        dated = date_words(word, rest, self.day, self.language)
        if dated is not None:
            return dated
        name = inside.rstrip("0123456789")
        words = read_toml("words")
        choices = words.get(self.language, {}).get(name) or words["all"].get(name)
        if not choices:
            raise ValueError(f"no word for “{{{inside}}}” in {self.language}")
        fresh = [choice for choice in choices if choice not in self.held.values()]
        return str(self.rng.choice(fresh or choices))

    def _settled(self, name: str, given: str) -> None:
        """Names and years ({no=…}, {y=…}) are not grouped by thousands."""
        if name not in self.held:
            figure = self._figure(given)
            self.held[name] = "".join(filter(str.isdigit, figure)) if name in ("no", "y") else figure

    def _figure(self, given: str) -> str:
        found = _RANGE.match(given)
        if not found:
            raise ValueError(f"“{given}” is no range; write 3-40 or 1.2-4.8")
        if "." in given:
            places = len(found[1].partition(".")[2])
            return self._grouped(f"{self.rng.uniform(float(found[1]), float(found[2])):.{places}f}")
        value = self.rng.randint(int(found[1]), int(found[2]))
        if value > 2000:
            value -= value % 10
        return self._grouped(str(value))

    def _grouped(self, figure: str) -> str:
        whole, point, part = figure.partition(".")
        mark, group = {"en": (".", ","), "fr": (",", NARROW), "pt": (",", "."), "es": (",", ".")}.get(
            self.language, (",", NARROW)
        )
        return f"{int(whole):,}".replace(",", group) + (mark + part if point else "")

    def _mention(self, found: re.Match[str]) -> str:
        login = self.alias.get(found[1])
        return f"@{{{login}}}" if login else found[0]
