from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs_rules


def may_rule(actor: Person) -> bool:
    """Operators write policies by hand; a published charter will, too."""
    return orgs_rules.may_operate(actor)
