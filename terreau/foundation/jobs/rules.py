from django.db.models import Q

from terreau.foundation.identity.models import Person
from terreau.foundation.jobs.models import Job, State
from terreau.foundation.orgs import rules as orgs_rules


def listed(viewer: Person) -> Q:
    """Jobs are the operator’s: their arguments name people and things."""
    return Q() if orgs_rules.may_operate(viewer) else Q(pk__in=[])


def may_run_again(actor: Person | None, job: Job) -> bool:
    """Operators, and whoever holds the machine (`actor` None, from the terminal), may send back what failed."""
    return job.state == State.FAILED and (actor is None or orgs_rules.may_operate(actor))
