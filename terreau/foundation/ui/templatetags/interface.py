"""What the entrance pages, which are Django templates, share with all others."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from terreau.foundation.ui.frame import frame_of
from terreau.foundation.ui.jinja import icon as drawing
from terreau.foundation.ui.pages import templates, values_for

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite, beside its word."""
    return mark_safe(drawing(name))


class Framed(Node):
    """`{% framed %}title{% within %}page{% endframed %}`: the page in the network’s own layout, as all others."""

    child_nodelists: ClassVar[tuple[str, ...]] = ("heading", "content")  # type: ignore[misc]  # the stubs know one list

    def __init__(self, heading: NodeList, content: NodeList) -> None:
        self.heading, self.content = heading, content

    def __iter__(self) -> Iterator[Node]:
        yield from (*self.heading, *self.content)

    def render(self, context: template.Context) -> SafeString:
        request = context["request"]
        drawn = {"heading": self.heading.render(context).strip(), "content": self.content.render(context)}
        frame = replace(frame_of(request), toast=None)
        page = templates().get_template("ui/manage.html")
        return mark_safe(page.render(values_for(request, {**drawn, "frame": frame})))


@register.tag
def framed(parser: Parser, token: Token) -> Framed:
    """Reads the two parts."""
    heading = parser.parse(("within",))
    parser.delete_first_token()
    content = parser.parse(("endframed",))
    parser.delete_first_token()
    return Framed(heading, content)
