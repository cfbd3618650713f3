"""Fields say what they are for, what is wrong with them, and tie both to the control."""

from django import forms
from django.utils import translation

from terreau.foundation.ui.pages import templates
from terreau.foundation.ui.tests.test_pages import Tags


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As people say it")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Open"), ("b", "Closed")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    token = forms.CharField(widget=forms.HiddenInput, initial="t", required=False)

    def clean(self):
        raise forms.ValidationError("Nothing fits <b>")


def drawn(source: str, form: forms.Form) -> str:
    with translation.override("en"):
        return templates().from_string(source).render({"form": form})


def test_field_ties_hint_and_error_to_the_control():
    html = drawn("{{ ui.field(form.name) }}", Sample({}))
    control = next(attributes for tag, attributes in Tags(html).tags if tag == "input")
    ids = [attributes["id"] for _, attributes in Tags(html).tags if "id" in attributes]
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert set(control["aria-describedby"].split()) <= set(ids)


def test_whole_form_draws_every_kind_of_control():
    html = drawn("{{ form }}", Sample({"name": "x", "kind": "a"}))
    assert "Nothing fits &lt;b&gt;" in html
    assert html.count("<fieldset") == 1 and html.count('type="radio"') == 2
    assert 'class="tick"' in html and 'type="hidden"' in html and "optional" in html


def test_editor_carries_its_addresses():
    html = drawn("{{ ui.editor(form.note, {'upload': '/files', 'draft': '/drafts'}, html='<p>a</p>') }}", Sample())
    area = next(attributes for tag, attributes in Tags(html).tags if tag == "textarea")
    assert area["data-upload"] == "/files" and area["data-draft"] == "/drafts"
    assert area["data-html"] == "<p>a</p>"
