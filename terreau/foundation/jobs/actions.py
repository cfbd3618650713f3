from django.db import transaction
from django.db.models.functions import Now

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import activities, rules
from terreau.foundation.jobs.models import Job, State


def run_again(actor: Person | None, *, job: Job) -> Job:
    """Send a dead letter back to the queue, with all its tries before it. `actor` is None at the terminal."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        demand(rules.may_run_again(actor, job))
        job.state, job.attempts, job.crashes, job.worker, job.error = State.WAITING, 0, 0, "", ""
        job.finished_at = None
        job.save(update_fields=["state", "attempts", "crashes", "worker", "error", "finished_at"])
        Job.objects.filter(pk=job.pk).update(run_after=Now())
        record(activities.run_again, actor, job)
    return job
