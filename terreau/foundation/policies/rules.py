from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs_rules


def may_rule(actor: Person) -> bool:
    """Administrators of the whole network: a rule holds for a country, and no branch of the tree is a country."""
    return orgs_rules.may_administer(actor)
