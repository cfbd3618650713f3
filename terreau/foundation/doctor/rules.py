from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs_rules


def may_operate(actor: Person) -> bool:
    """Settings, health, journal, jobs: the operator’s pages."""
    return orgs_rules.may_operate(actor)


def may_hear_again(actor: Person | None) -> bool:
    """Operators, and whoever holds the machine (`actor` None, from the terminal)."""
    return actor is None or orgs_rules.may_operate(actor)
