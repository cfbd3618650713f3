from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs


def may_brand(actor: Person) -> bool:
    """How the network looks: administrators of the whole network."""
    return orgs.may_brand(actor)
