"""The shape of what people write about files. No rights, no writes."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

LONGEST = 120  # characters of a name
MOST_AT_ONCE = 300
WAYS = ("", "version", "name", "leave")


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST)


class FolderForm(forms.Form):
    name = forms.CharField(label=_("Name of the folder"), max_length=LONGEST)
    folder = forms.CharField(required=False, max_length=16)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How one file that was sent is to go in: as it is, as a `version`, under another `name`, or `leave` it."""

    key: str
    way: str
    name: str


def keys(text: str) -> list[str]:
    """Keys apart by spaces, each once."""
    return list(dict.fromkeys(part[:16] for part in text.split()))[:MOST_AT_ONCE]


def wanted(fields: QueryDict) -> list[Wanted]:
    """What was chosen for each file that was sent; nothing chosen is the first of WAYS."""
    found = []
    for key in keys(fields.get("attached", "")):
        way = fields.get(f"way-{key}", "")
        found.append(Wanted(key, way if way in WAYS else "", fields.get(f"name-{key}", "")[:LONGEST].strip()))
    return found
