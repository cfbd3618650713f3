"""How Django's forms are drawn: fields by our macros, widgets by Django's own Jinja2 templates."""

from typing import Any

from django.forms.renderers import Jinja2

from terreau.foundation.ui.pages import templates


class Drawing:
    """One of our templates with the face that a form renderer expects."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: dict[str, Any], request: Any = None) -> str:
        return templates().get_template(self.name).render(context)


class Renderer(Jinja2):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("ui/"):
            return Drawing(template_name)
        return super().get_template(template_name)
