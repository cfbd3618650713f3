"""Parts of the frame that are the same for many pages: drawn once for each language and set of values, then kept."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.utils import translation
from jinja2 import Environment
from markupsafe import Markup

MOST = 1_000


class Kept:
    """Called by templates: `kept("places", entries=frame.entries)` draws `ui/kept/places.html`, or finds it drawn.

    What it shows must follow from the values alone: no request, no form token, no time.
    """

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.find = lru_cache(maxsize=MOST)(self.draw)

    def __call__(self, name: str, **values: Any) -> Markup:
        given = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in values.items())
        draw = self.draw if self.environment.auto_reload else self.find
        return draw(translation.get_language() or "en", name, given)

    def draw(self, language: str, name: str, given: tuple[tuple[str, Hashable], ...]) -> Markup:
        return Markup(self.environment.get_template(f"ui/kept/{name}.html").render(dict(given)))
