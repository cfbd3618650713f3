"""`python -m terreau.project.one_job KEY`: perform one claimed job in a process of its own, and end."""

import os
import sys

import django

from terreau.foundation.ui.terminal import WRONG_USE, say

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.project.settings")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        say("Give the key of one job.")
        return WRONG_USE
    django.setup()
    from terreau.foundation.jobs import execution  # noqa: PLC0415 - rooms can be read only after the setup

    execution.perform_key(arguments[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
