"""The templates a space is made from, and names of languages and countries."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy as _

from terreau.network.spaces.models import Purpose

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of space: what it is good for, how it opens, a purpose to start from, and what to settle first."""

    code: str
    icon: str
    name: "StrPromise"
    hint: "StrPromise"
    purpose: "StrPromise"
    questions: tuple["StrPromise", ...]
    openness: str = "open"
    joining: str = "free"


TEMPLATES = {
    template.code: template
    for template in (
        Template(
            Purpose.COMMUNITY,
            "people",
            _("Community of practice"),
            _("People of one trade or topic who help one another, across countries."),
            _("Help one another with …, from … to …: ask, answer with evidence, keep what proved itself."),
            (
                _("Which questions come back every week?"),
                _("Who answers them today, and who should?"),
                _("How will you know in six months that it was worth it?"),
            ),
        ),
        Template(
            Purpose.PROJECT,
            "programme",
            _("Project"),
            _("A team with a goal and an end."),
            _("Reach … by …. Decisions, documents and open points in one place."),
            (
                _("When does the project end, and what becomes of the space then?"),
                _("Who decides, and where are decisions written down?"),
            ),
            openness="closed",
            joining="request",
        ),
        Template(
            Purpose.SITE,
            "globe",
            _("Life of a site"),
            _("Everything that concerns the people of one place."),
            _("What everybody at … should know: news, practical matters, mutual help."),
            (
                _("Who posts for those who have no computer at work?"),
                _("What moves here from the notice board, and from which day?"),
            ),
        ),
        Template(
            Purpose.HELP_DESK,
            "question",
            _("Help desk"),
            _("Questions to a department, answered for all to read."),
            _("Ask here whatever concerns …. You get an answer within … working days."),
            (
                _("Who answers, and within what time?"),
                _("Which questions must not be asked in public, and where do they go?"),
            ),
        ),
        Template(
            Purpose.ANNOUNCEMENTS,
            "announce",
            _("Announcements"),
            _("Official news of a department or a country, few and short."),
            _("What … has to say to everybody: at most … announcements a month."),
            (
                _("Who may announce, and who reads it over?"),
                _("Which mails does this space replace?"),
            ),
        ),
    )
}


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def country_name(code: str, language: str) -> str:
    """The country behind an ISO 3166-1 code, in the reader’s language."""
    return str(locale_of(language).territories.get(code, code))


def language_name(code: str, language: str) -> str:
    """A language’s name in the reader’s language."""
    return str(locale_of(language).languages.get(code.split("-", maxsplit=1)[0], code))
