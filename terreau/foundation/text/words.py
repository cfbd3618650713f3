"""The analyser of words: one for the index of both engines, for queries, and for highlights.

A text indexes, for each word, fold(w), fold(stem(w)) and stem(fold(w)) in its own language; a query word is expanded
the same way in every installed language. So publier meets publié, and regulieres without accents meets régulier.
Scripts that do not part their words by spaces are read in pairs of letters.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer
from markupsafe import Markup

from terreau.foundation.text.folding import fold
from terreau.foundation.text.languages import TRIVIAL, guess_language
from terreau.foundation.text.markup import escape, in_one_line

__all__ = [
    "STEMMED",
    "Query",
    "expand",
    "fold",
    "guess_language",
    "highlight",
    "holds",
    "index_terms",
    "parse",
    "snippet",
    "tokens",
]

# Both engines index the same beginning of a text.
MOST_TOKENS = 20_000
LONGEST_TEXT = 400_000
_LONGEST_SEARCHED = 60_000
LONGEST_WORD = 64
LONGEST_QUERY = 400
MOST_QUERY_WORDS = 16
STEMMED = ("fr", "en", "de", "pt", "es")
_NAMES = {"fr": "french", "en": "english", "de": "german", "pt": "portuguese", "es": "spanish"}
_STEMMERS = {language: snowballstemmer.stemmer(name) for language, name in _NAMES.items()}
_ONE_AT_A_TIME = Lock()  # a stemmer keeps its place in the word it works on
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
# Accents, points of Hebrew and Arabic, vowel signs of Indic scripts: they are not letters to a regular expression.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u200c\u200d"
)
_SIMPLE = re.compile(r"[^\W_]+")
_UNSIMPLE = re.compile(f"[{_UNSPACED}{_MARKS}]")
_RUN = re.compile(f"[{_UNSPACED}]+")
_ANY = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])(?:[^\W_]|[{_MARKS}]))+")
_QUOTES = re.compile("[«»“”„‟＂]")
_PART = re.compile(r'(-?)"([^"]*+)"?|([^\s"]++)')


@dataclass(frozen=True, slots=True)
class Query:
    """A search as typed: every word and phrase must be met, no excluded word may be.

    With `prefix`, the last of `words` is still being typed and meets every word that begins with it.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    prefix: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def marks(self, languages: Iterable[str]) -> set[str]:
        """The terms to highlight; one that ends in “*” stands for all words that begin with it."""
        asked = [*self.words, *(word for phrase in self.phrases for word in phrase)]
        terms = {term for word in asked for term in expand(word, languages)}
        return terms | ({f"{fold(self.words[-1])}*"} if self.prefix else set())


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, accents kept; pairs of letters where words are not parted by spaces."""
    return [word for _, _, word in _spans(text)]


def index_terms(text: str, language: str | None) -> list[str]:
    """What the index of either engine holds for a text, in the order of its words; at most MOST_TOKENS words count."""
    terms: list[str] = []
    for word in _words(text)[:MOST_TOKENS]:
        terms.extend(_forms(word, language or ""))
    return terms


def expand(query_word: str, languages: Iterable[str]) -> set[str]:
    """Every term of an index that meets a query word, whatever language the text is in."""
    found: set[str] = set()
    for word in tokens(query_word) or [query_word.strip().lower()]:
        for language in {_base(language) for language in languages} | {""}:
            found.update(_forms(word, language))
    return found - {""}


def parse(query: str) -> Query:
    """Read a search: words, "phrases", -excluded, and whether the last word is still being typed."""
    typed = _QUOTES.sub('"', unicodedata.normalize("NFC", query[:LONGEST_QUERY]))
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[str] = []
    unfinished = False
    for minus, phrase, plain in _PART.findall(typed):
        unfinished = bool(plain) and not plain.startswith("-")
        if plain and unfinished:
            words += tokens(plain)
        elif plain or minus:
            excluded += tokens(plain or phrase)
        elif phrase:
            phrases.append(tuple(tokens(phrase)[:MOST_QUERY_WORDS]))
    telling = _telling(words)
    ends_open = unfinished and not typed[-1:].isspace() and bool(telling) and telling[-1:] == words[-1:]
    return Query(
        words=tuple(telling),
        phrases=tuple(phrase for phrase in phrases if phrase)[:4],
        excluded=tuple(excluded[:MOST_QUERY_WORDS]),
        prefix=ends_open and (len(telling[-1]) > 1 or bool(_RUN.match(telling[-1]))),
    )


def holds(text: str, phrase: Collection[str]) -> bool:
    """Whether the words of a phrase stand one after another in a text, accents and case put aside."""
    wanted = " ".join(fold(word) for word in phrase)
    return f" {wanted} " in f" {' '.join(fold(word) for word in tokens(text)[:MOST_TOKENS])} "


def highlight(text: str, terms: Collection[str], languages: Iterable[str] = STEMMED) -> Markup:
    """Plain text as HTML, escaped, with <mark> around each word that one of the `terms` of a query meets."""
    return _marked(text, _met(text, terms, languages))


def snippet(text: str, terms: Collection[str], limit: int = 200, languages: Iterable[str] = STEMMED) -> Markup:
    """The piece of a plain text around the first word that is met, highlighted, about `limit` characters long."""
    line = in_one_line(text[:_LONGEST_SEARCHED])
    met = list(_met(line, terms, languages))
    first = met[0][0] if met else 0
    start = 0 if first < limit // 2 else line.rfind(" ", 0, max(first - limit // 3, 1)) + 1
    end = len(line) if len(line) - start <= limit else max(line.rfind(" ", start, start + limit), start + limit // 2)
    shown = _marked(line[start:end], ((a - start, b - start) for a, b in met if start <= a and b <= end))
    return Markup("… " if start else "") + shown + ("…" if end < len(line) else "")


def _marked(text: str, met: Iterable[tuple[int, int]]) -> Markup:
    """Text as HTML with <mark> around these stretches."""
    parts: list[str] = []
    place = 0
    for start, end in _joined(met):
        parts += [escape(text[place:start]), "<mark>", escape(text[start:end]), "</mark>"]
        place = end
    return Markup("".join([*parts, escape(text[place:])]))


def _words(text: str) -> list[str]:
    """Like `tokens`, and the last letter of each run of unspaced script, so that it is found on its own."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    if not _UNSIMPLE.search(text):
        return _SIMPLE.findall(text)
    words = []
    for found in _ANY.findall(text):
        if _RUN.match(found):
            words += [*(found[place : place + 2] for place in range(len(found) - 1)), found[-1]]
        else:
            words.append(found)
    return words


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text, where they begin and where they end."""
    text = text[:LONGEST_TEXT]
    pattern = _ANY if _UNSIMPLE.search(text) else _SIMPLE
    for found in pattern.finditer(text):
        start, end = found.span()
        if pattern is _SIMPLE or not _RUN.match(found.group()):
            yield start, end, unicodedata.normalize("NFKC", found.group().lower())
            continue
        for place in range(start, max(end - 1, start + 1)):
            yield place, min(place + 2, end), text[place : place + 2][: end - place]


@lru_cache(maxsize=32_768)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """The terms of one lower-case word: itself without accents, and both orders of stemming and folding."""
    word = word[:LONGEST_WORD]
    plain = fold(word)
    stemmer = _STEMMERS.get(language) or _STEMMERS.get(_base(language))
    if stemmer is None or not plain.isalpha():
        return (plain,)
    with _ONE_AT_A_TIME:
        stems = (stemmer.stemWord(word), stemmer.stemWord(plain))
    return tuple(dict.fromkeys(term for term in (plain, *map(fold, stems)) if term))


@lru_cache(maxsize=64)
def _base(language: str) -> str:
    return re.split("[-_]", language, maxsplit=1)[0].lower()


def _telling(words: list[str]) -> list[str]:
    """Without the words that every text has, unless there are no others."""
    telling = [word for word in words if word not in TRIVIAL]
    return (telling or words)[:MOST_QUERY_WORDS]


def _met(text: str, terms: Collection[str], languages: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where words stand that meet one of the terms."""
    text, query = text[:LONGEST_TEXT], (frozenset(terms), tuple(languages))
    if _UNSIMPLE.search(text):
        meets = _meeting(*query)
        return ((start, end) for start, end, word in _spans(text) if meets(word))
    # Most words of a text meet nothing: each is asked once, and those that do are then looked for.
    said = frozenset().union(*map(_met_between_spaces(*query), set(text.split())))
    return _places(text, said) if said else iter(())


def _places(text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where one of these words stands alone."""
    for found in _one_of(words).finditer(text):
        start, end = found.span()
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end


@lru_cache(maxsize=32)
def _met_between_spaces(terms: frozenset[str], languages: tuple[str, ...]) -> Callable[[str], frozenset[str]]:
    """Of what stands between two spaces, the words that meet a query; the texts of a page say the same ever again."""
    meets = _meeting(terms, languages)
    return lru_cache(maxsize=4096)(lambda piece: frozenset(filter(meets, _SIMPLE.findall(piece))))


@lru_cache(maxsize=32)
def _meeting(terms: frozenset[str], languages: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a word meets one of the terms."""
    begun = tuple(term[:-1] for term in terms if term.endswith("*") and len(term) > 1)
    known = tuple(sorted({_base(language) for language in languages}))

    def meets(written: str) -> bool:
        word = unicodedata.normalize("NFKC", written.lower())
        return not terms.isdisjoint(_every_form(word, known)) or (bool(begun) and fold(word).startswith(begun))

    return meets


@lru_cache(maxsize=256)
def _one_of(words: frozenset[str]) -> re.Pattern[str]:
    """Any of these words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@lru_cache(maxsize=8192)
def _every_form(word: str, languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(term for language in (*languages, "") for term in _forms(word, language))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of letters that overlap are one stretch."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
