"""What can be done with files. Rooms above call `keep` when a file arrives and `attach` when it is used."""

from terreau.foundation.storage.actions.files import attach, detach, drop, keep, keep_received, keep_uploaded
from terreau.foundation.storage.actions.sweeping import Sweep, sweep, sweep_files
from terreau.foundation.storage.actions.words import read_words

__all__ = [
    "Sweep",
    "attach",
    "detach",
    "drop",
    "keep",
    "keep_received",
    "keep_uploaded",
    "read_words",
    "sweep",
    "sweep_files",
]
