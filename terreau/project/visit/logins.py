"""Who may be visited in the demo company: eight people, each with a part to play."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from terreau.foundation.identity.models import Person
from terreau.foundation.ui.frame import Choice

NAMES = {
    "alice": "Alice Vasseur",
    "bob": "Bob Tremblay",
    "charlie": "Charlie Whitcombe",
    "gaby": "Gaby Rousselot",
    "dora": "Dora Lindqvist",
    "paul": "Paul Ménard",
    "mathilde": "Mathilde Koné",
    "rita": "Rita Oliveira-Marchand",
}


def hints() -> dict[str, str]:
    """What each of them does, in the reader’s language."""
    return {
        "alice": _("Looks after three spaces in Nantes"),
        "bob": _("Sets machines in Trois-Rivières, reads on a phone"),
        "charlie": _("Sells in Toronto, works in English"),
        "gaby": _("Guest of a partner firm, one space"),
        "dora": _("Leads the programme and runs the network"),
        "paul": _("Executive sponsor, secret spaces"),
        "mathilde": pgettext("person", "Data-protection officer"),
        "rita": _("Represents the employees"),
    }


def choices(login: str | None) -> list[Choice]:
    """All eight, the one who looks now marked. Asks no database: every page shows them."""
    told = hints()
    return [Choice(code, name, code == login, told[code]) for code, name in NAMES.items()]


def found(login: str) -> Person | None:
    """The demo’s own person of that login; nobody of a real company is ever one of them."""
    if not settings.DEMO or login not in NAMES:
        return None
    return Person.objects.present().filter(username=login, email=f"{login}@demo.example").first()
