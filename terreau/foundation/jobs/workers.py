"""Who works: the rows of living workers, and telling which are dead."""

import os
import secrets
import socket
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from terreau.foundation.jobs import queue
from terreau.foundation.jobs.models import Job, State, Worker

STALE = timedelta(seconds=60)  # without a sign of life; longer than SQLite makes a writer wait


def worker_name() -> str:
    """Names this process: host and its process space, process id, and a word that a later process cannot have."""
    return f"{place()}:{os.getpid()}:{secrets.token_hex(3)}"


def place() -> str:
    """The host and its process space: two containers may share a host name, never this."""
    try:
        space = os.readlink("/proc/self/ns/pid").strip("pid:[]")
    except OSError:
        space = "0"
    return f"{socket.gethostname()[:60]}/{space}"


def sign_in(name: str, role: str) -> None:
    Worker.objects.update_or_create(name=name, defaults={"role": role, "seen_at": Now()})


def sign_out(name: str) -> None:
    Worker.objects.filter(pk=name).delete()


def stay(name: str, role: str) -> None:
    """Renew the sign of life of a worker, and forget the dead and those unseen for a day."""
    if not Worker.objects.filter(pk=name).update(seen_at=Now()):
        sign_in(name, role)
    others = Worker.objects.exclude(pk=name).values_list("name", flat=True)
    dead = [other for other in others if is_dead(other)]
    Worker.objects.filter(Q(pk__in=dead) | Q(seen_at__lt=Now() - timedelta(days=1))).delete()


def reap(me: str) -> int:
    """Give back the jobs whose worker is dead: gone from this machine, or silent for a minute."""
    running = Job.objects.filter(state=State.RUNNING)
    silent = set(running.filter(heartbeat_at__lt=Now() - STALE).values_list("pk", flat=True))
    return queue.reap(job for job in running if job.pk in silent or (job.worker != me and is_dead(job.worker)))


def is_dead(name: str) -> bool:
    """Is this a process of this machine that no longer lives? False when nobody can tell from here."""
    where, _, process = name.rpartition(":")[0].rpartition(":")
    if where != place() or not process.isdigit():
        return False
    if int(process) == os.getpid():
        return True  # an earlier life of this very process id
    return not lives(int(process))


def lives(process: int) -> bool:
    """Is there a process of this id on this machine?"""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
