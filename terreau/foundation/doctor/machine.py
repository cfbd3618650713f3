"""The machine under the network: its folder, its secret, its disk, what was prepared for it."""

import os
import re
import shutil
import stat
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terreau.foundation.doctor.configuration import Configuration, data_folder
from terreau.foundation.doctor.findings import Verdict, failure, good, warning
from terreau.foundation.text.typography import number

LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000  # bytes
# Given by the environment and read outside Configuration.
BESIDE = {"TERREAU_DATA", "TERREAU_SECRET_KEY", "TERREAU_RESTORED"}
SETTING = re.compile(r"\s*(?:export\s+)?(TERREAU_\w+)\s*=", re.I)


def data(configuration: Configuration) -> Verdict:
    """The folder that holds all that must be kept can be written."""
    folder = data_folder()
    if not os.access(folder, os.W_OK | os.X_OK):
        return failure(_("cannot be written"), _("Give the folder to the user that runs Terreau."))
    if folder.stat().st_mode & stat.S_IWOTH:
        return failure(_("anybody on this machine may write into it"), _("chmod o-w on the folder."))
    return good()


def secret_key(configuration: Configuration) -> Verdict:
    """Long enough, and readable by its owner only."""
    if len(settings.SECRET_KEY) < 40:
        return failure(_("too short to be a secret"), _("Give at least 40 random characters."))
    if os.environ.get("TERREAU_SECRET_KEY"):
        return good(_("from the environment"))
    return private(data_folder() / "secret_key")


def private(path: Path) -> Verdict:
    """Only its owner may read this file."""
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return failure(_("others on this machine can read it"), f"chmod 600 {path}")
    return good()


def settings_file(configuration: Configuration) -> Verdict:
    """`terreau.env`, if there is one: private, and without names that nobody reads."""
    path = data_folder() / "terreau.env"
    lines = path.read_text().splitlines() if path.exists() else []
    written = {match[1].upper() for line in lines if (match := SETTING.match(line))}
    known = {f"TERREAU_{name}".upper() for name in Configuration.model_fields} | BESIDE
    if unknown := sorted(written - known):
        return warning(
            _("nobody reads %(names)s") % {"names": ", ".join(unknown)},
            _("Look for a slip of the pen, or take it out."),
        )
    if path.exists() and path.stat().st_mode & stat.S_IRWXO:
        return warning(_("others on this machine can read it"), f"chmod 600 {path}")
    return good()


def disk(configuration: Configuration) -> Verdict:
    """Room for what comes."""
    free = shutil.disk_usage(data_folder()).free
    said = _("%(free)s GB are free") % {"free": number(free / 1e9, get_language() or "en", 1)}
    if free < TOO_LITTLE:
        return failure(said, _("Make room: soon nothing can be written."))
    return warning(said, _("Make room before it is needed.")) if free < LITTLE else good(said)


def static_files(configuration: Configuration) -> Verdict:
    """Styles, scripts and fonts were collected."""
    if settings.DEBUG or any(Path(settings.STATIC_ROOT).glob("**/*.css*")):
        return good()
    return failure(_("not collected: pages would be bare"), _("Start with bin/run, which collects them."))
