from terreau.foundation.doctor.checks import examine
from terreau.foundation.doctor.findings import Finding
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs_rules


def findings(viewer: Person) -> list[Finding]:
    """The doctor’s report for the page of settings; nothing for anybody but operators."""
    return examine() if orgs_rules.may_operate(viewer) else []
