"""The words of the interface in every language: each room carries its catalogue, this module keeps it true.

    python -m terreau.foundation.ui.texts update [ROOM...]   write what is new into locale/fr/…/django.po
    python -m terreau.foundation.ui.texts missing            name what still has no translation, or a wrong one
    python -m terreau.foundation.ui.texts compile            make django.mo beside each newer django.po

Texts are English in the code; English needs no catalogue. No database and no settings are asked.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr",)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "Kind": (2,),  # what an activity says in the journal
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PAGE_OPTIONS = {"extensions": "jinja2.ext.do,jinja2.ext.loopcontrols", "trimmed": "false", "newstyle_gettext": "true"}
PAGE_OPTIONS |= {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {0}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {1}\\n"\n\n'
)
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
BARE_SIGN = re.compile(r"(?<!^)(?<!\u202f)(?<!\u202f%)(?:[;!?»%]|(?<!\d):)(?=\s|$)|«(?!\u202f)|\w'\w")

Found = tuple[int, Any, Any, str | None]


def rooms() -> list[Path]:
    """Every room, that is every folder `terreau/<district>/<room>` with an `apps.py`; and the project itself."""
    found = [*PACKAGE.glob("*/*/apps.py"), *PACKAGE.glob("bridges/*/*/apps.py")]
    return [*sorted(path.parent for path in found), PACKAGE / "project"]


def catalogue_path(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def from_python(path: Path) -> Iterator[Found]:
    with path.open("rb") as source:
        yield from extract("python", source, keywords=KEYWORDS)


def from_page(path: Path) -> Iterator[Found]:
    with path.open("rb") as source:
        yield from extract("jinja2.ext:babel_extract", source, keywords=KEYWORDS, options=PAGE_OPTIONS)


def from_entrance(path: Path) -> Iterator[Found]:
    """Django's own reader turns a template into calls of gettext, one line at a time."""
    if not settings.configured:
        settings.configure()
    for number, line in enumerate(templatize(path.read_text()).splitlines(), 1):
        source = io.BytesIO(line.strip().encode())
        for _, function, words, comments in extract_python(source, KEYWORDS, (), {"encoding": "utf-8"}):
            texts = tuple(word for word in words if word) if isinstance(words, tuple) else words
            if function == "pgettext":
                yield number, texts[1], comments, texts[0]
            else:
                yield number, texts, comments, None


def sources(room: Path) -> Iterator[tuple[Path, Iterator[Found]]]:
    """The files of a room that speak, each with what it says. A room inside it speaks for itself."""
    inner = [other for other in rooms() if other != room and other.is_relative_to(room)]
    for path in sorted(room.rglob("*.py")):
        silent = {"tests", "migrations"} & set(path.relative_to(room).parts)
        if not silent and not any(path.is_relative_to(other) for other in inner):
            yield path, from_python(path)
    for path in sorted((room / "templates").rglob("*")):
        if path.is_file():
            yield path, from_page(path)
    for path in sorted((room / "django_templates").rglob("*")):
        if path.is_file():
            yield path, from_entrance(path)


def spoken(room: Path) -> Catalog:
    """All texts of a room, with the files where they stand."""
    catalogue = Catalog(charset="utf-8")
    for path, found in sources(room):
        for _, words, comments, context in found:
            catalogue.add(words, None, [(str(path.relative_to(room)), 0)], auto_comments=comments, context=context)
    return catalogue


def written(room: Path, language: str) -> Catalog:
    """The room's catalogue as it stands; empty where there is none yet."""
    path = catalogue_path(room, language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale=language, charset="utf-8")


def extract_and_update(room: Path) -> None:
    """Write the room's texts into its catalogues; translations stay, what nobody says any more goes."""
    template = spoken(room)
    for language in LANGUAGES:
        path = catalogue_path(room, language)
        if not len(template):
            path.unlink(missing_ok=True)
            continue
        catalogue = written(room, language)
        catalogue.update(template, no_fuzzy_matching=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(catalogue, language))


def as_text(catalogue: Catalog, language: str) -> str:
    """The catalogue as a file that changes only when a text does: no dates, no line numbers."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    plural = "nplurals=2; plural=(n > 1);" if language == "fr" else catalogue.plural_forms
    return HEADER.format(language, plural) + body.getvalue().decode().strip() + "\n"


def compile_all() -> list[Path]:
    """Make django.mo where django.po is newer, for all rooms. Returns what was made."""
    made = []
    for room in rooms():
        for language in LANGUAGES:
            source = catalogue_path(room, language)
            target = source.with_suffix(".mo")
            if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
                draft = target.with_suffix(".new")
                with draft.open("wb") as file:
                    write_mo(file, written(room, language))
                draft.replace(target)
                made.append(target)
    return made


def forms(words: Any) -> list[str]:
    return list(words) if isinstance(words, list | tuple) else [words]


def places(text: str) -> set[str]:
    """The names that a text leaves open."""
    return {first or second for first, second in PLACE.findall(text)}


def fault(message: Message, translation: Message | None, language: str) -> str:
    """What is wrong with a translation; empty when nothing is."""
    if translation is None or translation.fuzzy or not all(forms(translation.string or "")):
        return "no translation"
    wanted = places(forms(message.id)[-1])
    for text in forms(translation.string):
        if places(text) - wanted or (wanted - places(text) and not message.pluralizable):
            return f"the open places differ: {text}"
        if language == "fr" and BARE_SIGN.search(PLACE.sub("x", text).replace("%%", "%")):
            return f"French typography (narrow spaces, ’): {text}"
    return ""


def missing() -> list[str]:
    """One line for every text without a sound translation, all rooms, all languages."""
    lines = []
    for room in rooms():
        template = spoken(room)
        for language in LANGUAGES:
            catalogue = written(room, language)
            for message in template:
                reason = fault(message, catalogue.get(message.id, message.context), language) if message.id else ""
                if reason:
                    lines.append(f"{room.relative_to(PACKAGE)} {language}: {forms(message.id)[0]!r}: {reason}")
    return lines


def chosen(names: Iterable[str]) -> list[Path]:
    """The rooms named, as `foundation/ui` or `ui`; all where none is."""
    wanted = {name.strip("/").rpartition("/")[2] for name in names}
    return [room for room in rooms() if not wanted or room.name in wanted]


def main(words: list[str]) -> int:
    """Run the verb named first; 0 done, 1 something is missing, 2 wrong use."""
    verb = words[0] if words else ""
    if verb == "update":
        for room in chosen(words[1:]):
            extract_and_update(room)
    elif verb == "compile":
        compile_all()
    elif verb == "missing":
        lines = missing()
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        return 1 if lines else 0
    else:
        sys.stderr.write(__doc__ or "")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
