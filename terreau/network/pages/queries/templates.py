"""What a new page may begin with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of page: what it is good for, a title to begin with, and its parts as (element, words)."""

    code: str
    icon: str
    name: "StrPromise"
    hint: "StrPromise"
    title: "StrPromise"
    parts: tuple[tuple[str, "StrPromise"], ...]

    def html(self) -> str:
        """The beginning in the language in force."""
        lines = [f"<{tag}>{escape(words)}</{tag}>" for tag, words in self.parts]
        return "".join(f"<ul>{line}</ul>" if line.startswith("<li>") else line for line in lines).replace(
            "</ul><ul>", ""
        )


TEMPLATES = {
    template.code: template
    for template in (
        Template(
            "charter",
            "people",
            _("Charter of a team"),
            _("What the team is for, who does what, how it decides."),
            _("Charter of the team"),
            (
                ("h2", _("What we are for")),
                ("p", _("In two sentences, for somebody who arrives tomorrow.")),
                ("h2", _("Who does what")),
                ("p", _("One line a person: what they answer for, and who stands in for them.")),
                ("h2", _("How we work together")),
                ("li", _("Where we write, and within what time we answer")),
                ("li", _("When we meet, and who prepares")),
                ("h2", _("How we decide")),
                ("p", _("What each decides alone, what we decide together, where decisions are written down.")),
            ),
        ),
        Template(
            "how-to",
            "check",
            _("How-to"),
            _("One task, step by step, with what can go wrong."),
            _("How to …"),
            (
                ("p", _("When this is useful, and for whom.")),
                ("h2", _("Before you begin")),
                ("li", _("What you need at hand")),
                ("h2", _("Steps")),
                ("p", _("One action a step, in the order in which they are done.")),
                ("h2", _("What can go wrong")),
                ("p", _("The sign, the cause, what to do.")),
                ("h2", _("Who can help")),
                ("p", _("Name somebody, with @.")),
            ),
        ),
        Template(
            "minutes",
            "calendar",
            _("Minutes of a meeting"),
            _("Who was there, what was decided, who does what by when."),
            _("Minutes of …"),
            (
                ("h2", _("Present")),
                ("p", _("Names; who is excused.")),
                ("h2", _("Decisions")),
                ("li", _("What was decided, and why")),
                ("h2", _("To be done")),
                ("li", _("What, by whom, by when")),
                ("h2", _("Open points")),
                ("p", _("What comes back next time.")),
            ),
        ),
        Template(
            "faq",
            "question",
            _("Questions and answers"),
            _("What people keep asking, answered once."),
            _("Frequent questions about …"),
            (
                ("p", _("What this page is about, and where to ask what is missing.")),
                ("h2", _("First question, in the words of those who ask it?")),
                ("p", _("The answer in one sentence, then the detail.")),
                ("h2", _("Second question?")),
                ("p", _("The answer.")),
            ),
        ),
    )
}
