"""The customer’s own network: name, colour, logo, languages."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import activities, rules
from terreau.foundation.orgs.models import Network


def refusal() -> str:
    return _("Only an administrator of the whole network decides how it looks.")


@transaction.atomic
def name_network(actor: Person, *, name: str, company: str, accent: str) -> Network:
    """Name of the network, name of the company, accent (`#rrggbb`, already known to be readable; empty: our own)."""
    demand(rules.may_brand(actor), refusal())
    network = locked()
    told = {"name": name, "company": company, "accent_light": accent}
    changed = [column for column, value in told.items() if getattr(network, column) != value]
    for column in changed:
        setattr(network, column, told[column])
    if changed:
        network.save(update_fields=changed)
        record(activities.named, actor, network, changed=changed)
    return network


@transaction.atomic
def set_logo(actor: Person, *, address: str) -> Network:
    """The address of the stored picture that stands beside the name; empty: the product’s own mark."""
    demand(rules.may_brand(actor), refusal())
    network = locked()
    if network.logo != address:
        network.logo = address
        network.save(update_fields=["logo"])
        record(activities.logo_set, actor, network, shown=bool(address))
    return network


@transaction.atomic
def choose_languages(actor: Person, *, languages: Sequence[str], default: str) -> Network:
    """Which of the installed languages the menu offers, and which one newcomers begin with."""
    demand(rules.may_brand(actor), refusal())
    chosen = [code for code, _name in settings.LANGUAGES if code in languages]
    if default not in chosen:
        raise Refused(_("The first language must be one of those offered."))
    network = locked()
    if (network.languages, network.default_language) != (chosen, default):
        network.languages, network.default_language = chosen, default
        network.save(update_fields=["languages", "default_language"])
        record(activities.languages_chosen, actor, network, languages=chosen, default=default)
    return network


def locked() -> Network:
    """The one row, made where there is none yet, held until the transaction ends."""
    found = Network.objects.select_for_update().order_by("pk").first()
    return found or Network.objects.create(languages=[code for code, _name in settings.LANGUAGES])
