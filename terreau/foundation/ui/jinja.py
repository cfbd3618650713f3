"""The Jinja2 environment of all pages: what a template may call, and nothing else."""

import re
import time
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from babel import Locale
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext
from markupsafe import Markup, escape

from terreau import __version__
from terreau.foundation.text import typography
from terreau.foundation.text.rich import to_plain
from terreau.foundation.ui.assets import STATIC
from terreau.foundation.ui.kept import Kept, speech

FIRST = re.compile(r"\b1er\b")
ICONS = frozenset(re.findall(r'id="i-([\w-]+)"', (STATIC / "icons.svg").read_text()))
MACROS = ("parts", "forms", "people", "things")


def number(value: float | int, decimals: int | None = None) -> str:
    return typography.number(value, speech(), decimals)


def percent(share: float, decimals: int = 0) -> str:
    return typography.percent(share, speech(), decimals)


def file_size(size: int) -> str:
    return typography.file_size(size, speech())


def moment(then: datetime) -> str:
    """A time as feeds show it, in the reader's zone."""
    return typography.moment(then, timezone.get_current_timezone(), speech())


def full_moment(then: datetime) -> str:
    """A time without doubt, in the reader's zone."""
    return typography.full_moment(then, timezone.get_current_timezone(), speech())


def day(value: date, weekday: bool = True, year: bool = True) -> str:
    return raised(typography.day(local(value), speech(), weekday=weekday, year=year))


def raised(text: str) -> str:
    """“1er” as French prints it, its ending above the line; any other text as it is. For pages, not for attributes."""
    return Markup(FIRST.sub("1<sup>er</sup>", str(escape(text)))) if "1er" in text else text


def between(loop: LoopContext) -> str:
    """What stands before an item of a list of names: nothing, a comma, or the last “and”."""
    if loop.first:
        return ""
    last = gettext("and")
    return f" {last} " if loop.last else ", "


def short_day(value: date, year: bool = False) -> str:
    return typography.short_day(local(value), speech(), year=year)


def month(value: date) -> str:
    return typography.month(value, speech())


def hour(value: datetime) -> str:
    return typography.hour(timezone.localtime(value), speech())


def local(value: date) -> date:
    """The reader's day of an instant; a plain day stays what it is."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def rich(html: str) -> Markup:
    """HTML that passed `text.rich.clean` when it was written; nothing else may go through here."""
    return Markup(html)


def when(then: datetime) -> Markup:
    """The same as an element, absolute on hover."""
    return said_when(then, timezone.get_current_timezone(), speech(), int(time.time() // 60))


@lru_cache(maxsize=20_000)
def said_when(then: datetime, zone: tzinfo, language: str, minute: int) -> Markup:
    """Once for each minute in which it is asked: a feed says the same times to everybody."""
    stamp, full = then.isoformat(timespec="seconds"), typography.full_moment(then, zone, language)
    spoken = typography.moment(then, zone, language)
    return Markup(f'<time datetime="{stamp}" title="{full}" data-relative>{raised(spoken)}</time>')


def country(code: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in the reader’s language; for a part of it, “Canada (CA-QC)”."""
    name = str(Locale.parse(speech(), sep="-").territories.get(code[:2], code[:2]))
    return f"{name} ({code})" if code[2:] else name


def language_name(code: str) -> str:
    """A language’s name in the reader’s language."""
    return str(Locale.parse(speech(), sep="-").languages.get(code, code))


def weekday(value: date) -> str:
    """Saturday, samedi."""
    return typography.weekday(value.isoweekday(), speech())


def wall_clock(value: datetime) -> str:
    """The hour on a clock that hangs where `value` says, whatever the reader’s zone."""
    return typography.hour(value, speech())


FILTERS = {
    f.__name__: f
    for f in (
        country,
        language_name,
        wall_clock,
        weekday,
        rich,
        when,
        number,
        percent,
        file_size,
        moment,
        full_moment,
        day,
        raised,
        short_day,
        month,
        hour,
    )
}


@lru_cache(maxsize=512)
def icon(name: str, label: str = "", size: str = "") -> Markup:
    """A drawing of the sprite. Decoration beside a word; give `label` where it stands alone."""
    if name not in ICONS:
        raise LookupError(f"no icon {name} in the sprite: add it to vendor.toml")
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    large = Markup(' data-size="{}"').format(size) if size else ""
    return Markup('<svg class="icon" {}{}><use href="{}#i-{}"></use></svg>').format(
        spoken, large, static("ui/icons.svg"), name
    )


@lru_cache(maxsize=4096)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def version() -> str:
    """Of the product; shown to those who run it, and to nobody else."""
    return __version__


class Macros:
    """All macros of `ui/macros/` as one object, so that a block rendered alone needs no import."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.known: dict[str, Callable[..., Markup]] = {}

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self.known or self.environment.auto_reload:
            self.known = self.read()
        try:
            return self.known[name]
        except KeyError:
            raise AttributeError(f"no macro {name} in ui/macros") from None

    def read(self) -> dict[str, Callable[..., Markup]]:
        found: dict[str, Callable[..., Markup]] = {}
        for file in MACROS:
            module = self.environment.get_template(f"ui/macros/{file}.html").module
            found |= {name: macro for name, macro in vars(module).items() if not name.startswith("_")}
        return found


@lru_cache(maxsize=20_000)
def said(language: str, message: str, context: str = "") -> Markup:
    """A message in a language, looked up once: a feed page says the same words hundreds of times."""
    with translation.override(language):
        return Markup(translation.pgettext(context, message) if context else translation.gettext(message))


def gettext(message: str, **values: Any) -> Markup:
    """What templates call `_`: `%(name)s` in the message is filled with the escaped value of that name."""
    text = said(speech(), message)
    return text % values if "%" in text else text


def pgettext(context: str, message: str, **values: Any) -> Markup:
    """The same for a word that needs its context to be understood."""
    text = said(speech(), message, context)
    return text % values if "%" in text else text


def ngettext(one: str, many: str, num: int, **values: Any) -> Markup:
    """The form of a count; `%(num)s` is the count as the language writes it."""
    text = Markup(translation.ngettext(one, many, num))
    return text % {"num": number(num), **values}


class Spoken(Template):
    """A template whose macros are made ready once for each language when another imports them.

    So a file of macros may set words and icons once at its head. It knows nothing of the page: `import … with context`
    would make all of it anew for each page.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self.environment.auto_reload:
            return self.make_module()
        known: dict[str, TemplateModule] = self.__dict__.setdefault("spoken", {})
        module = known.get(speech())
        if module is None:
            module = known[speech()] = self.make_module()
        return module


def environment(**options: Any) -> Environment:
    """What `settings.TEMPLATES` names. Texts are translated when a page is drawn, never when it is compiled."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], **options)
    env.template_class = Spoken
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # a choice field
    env.globals |= {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "static": static,
        "url": url,
        "icon": icon,
        "version": version,
        "between": between,
        "ui": Macros(env),
        "kept": Kept(env),
        "language": speech,
        "is_right_to_left": translation.get_language_bidi,
    }
    env.filters |= FILTERS
    env.filters |= {"plain": to_plain, "said_when": said_when}
    return env
