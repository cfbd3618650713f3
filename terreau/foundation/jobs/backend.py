"""Our backend for `django_tasks`: enqueuing writes one row, in the transaction of the write that wants it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from terreau.foundation.jobs.models import Job, Lane, State

T = TypeVar("T")
STATUS = {
    State.WAITING: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTask(Task[Any, T]):
    """A task that may say how often it is tried: `@task(queue_name="urgent", max_attempts=8)`."""

    max_attempts: int = 3


class DatabaseBackend(BaseTaskBackend):
    """Keeps jobs in our own table. A transaction that is rolled back leaves no job."""

    task_class = JobTask
    supports_defer = True
    supports_get_result = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.queues = set(Lane.values)

    def enqueue(self, task: Task[Any, T], args: Any, kwargs: Any) -> TaskResult[T]:
        arguments = {"args": normalize_json(list(args)), "kwargs": normalize_json(kwargs)}
        job = Job(task=task.module_path, arguments=arguments, lane=task.queue_name)
        job.max_attempts = getattr(task, "max_attempts", JobTask.max_attempts)
        if task.run_after is not None:
            job.run_after = task.run_after
        job.save(force_insert=True)
        return result_of(job, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        job = Job.objects.filter(key=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task_of(job))


def task_of(job: Job) -> Task[Any, Any]:
    """The task a job names; ImportError when the code no longer has it."""
    found = import_string(job.task)
    if not isinstance(found, Task):
        raise ImportError(f"{job.task} is not a task")
    return found


def result_of(job: Job, task: Task[Any, T]) -> TaskResult[T]:
    """How `django_tasks` sees the job."""
    errors = [TaskError(exception_class_path="builtins.Exception", traceback=job.error)] if job.error else []
    return TaskResult(
        task=task,
        id=job.key,
        status=STATUS[State(job.state)],
        enqueued_at=job.created_at if isinstance(job.created_at, datetime) else None,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend="default",
        errors=errors,
        worker_ids=[job.worker] * job.attempts,
    )
