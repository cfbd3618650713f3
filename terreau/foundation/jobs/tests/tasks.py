"""Tasks for the tests: module-level functions, as every task is."""

import os
import signal
import time

from django_tasks import task

heard: list[object] = []


@task
def note(word: str, *, actor: int = 0) -> None:
    heard.append((word, actor))


@task(max_attempts=2)
def stumble(word: str) -> None:
    raise ValueError(f"no way, {word}\nand more of it")


@task
def leak() -> None:
    raise RuntimeError("could not reach smtp://mailer:s3cr3t@mail.example:587 with password=hunter2hunter2")


@task
def fall() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


@task(queue_name="urgent")
def hurry() -> None:
    heard.append("hurried")


@task(queue_name="slow", takes_context=True)
def look_around(context: object) -> None:
    heard.append(context.attempt)  # type: ignore[attr-defined]  # a choice field


@task
def linger(seconds: int) -> None:
    time.sleep(seconds)
