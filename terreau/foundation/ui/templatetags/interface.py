"""What the entrance pages, which are Django templates, share with all others."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from terreau.foundation.ui.jinja import icon as drawing

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite, beside its word."""
    return mark_safe(drawing(name))
