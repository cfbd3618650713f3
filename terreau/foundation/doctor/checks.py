"""The whole examination: every setting, then the machine, the database and the engines."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from terreau.foundation.doctor import database, engines, machine
from terreau.foundation.doctor.configuration import Configuration, data_folder
from terreau.foundation.doctor.fields import FIELD_CHECKS
from terreau.foundation.doctor.findings import Finding, Look, Verdict, failure
from terreau.foundation.text.masking import mask


@dataclass(frozen=True)
class Check:
    """Something beside the settings that must be well."""

    name: str
    meaning: str
    look: Look


CHECKS = [
    Check("data", N_("The folder that holds all that must be kept: database, files, secret, outbox."), machine.data),
    Check("secret_key", N_("What sessions, links and signatures are made with."), machine.secret_key),
    Check("settings_file", N_("The operator’s settings, in terreau.env in the data folder."), machine.settings_file),
    Check("disk", N_("Room on the disk of the data folder."), machine.disk),
    Check("static_files", N_("Styles, scripts, fonts and icons."), machine.static_files),
    Check("database", N_("Where rows live, with every table of this version."), database.database),
    Check("durability", N_("What was acknowledged survives a loss of power."), database.durability),
    Check("clock", N_("The clocks of this machine and of the database."), database.clock),
    Check("worker", N_("Runs jobs, numbers activities, tells listeners."), engines.worker),
    Check("jobs", N_("Slow work: mails, previews, imports."), engines.jobs),
    Check(
        "previews",
        N_("What draws documents: pdftoppm (Poppler) for PDF, LibreOffice for office documents."),
        engines.previews,
    ),
    Check("journal", N_("The chain of what happened, which nobody can change unseen."), engines.journal),
    Check("listeners", N_("What follows from what happened: notifications, search, live pages."), engines.listeners),
    Check("schedule", N_("What the network does on its own, again and again."), engines.recurring),
]


def examine(configuration: Configuration | None = None) -> list[Finding]:
    """Every setting and every check, in the language in force. Asks other systems, three seconds each at most."""
    given = configuration or settings.CONFIGURATION
    return [*settings_findings(given), *check_findings(given)]


def settings_findings(given: Configuration) -> Iterator[Finding]:
    """One finding a setting, with its value."""
    for name, field in Configuration.model_fields.items():
        value = getattr(given, name)
        shown = ("yes" if value else "no") if isinstance(value, bool) else mask(str(value))
        yield finding(name, field.description or "", shown, FIELD_CHECKS[name], given)


def check_findings(given: Configuration) -> Iterator[Finding]:
    """One finding a check."""
    for check in CHECKS:
        value = str(data_folder()) if check.name == "data" else ""
        yield finding(check.name, check.meaning, value, check.look, given)


def finding(name: str, meaning: str, value: str, look: Look, given: Configuration) -> Finding:
    """What this look says, with the words of the language in force."""
    verdict = safely(look, given)
    return Finding(name, _(meaning), value, verdict.state, mask(verdict.detail), verdict.remedy)


def safely(look: Look, given: Configuration) -> Verdict:
    """The verdict; where the database or the disk fails under the doctor’s hand, that is the verdict."""
    try:
        return look(given)
    except (DatabaseError, OSError) as error:
        said = _("could not be looked at: %(why)s") % {"why": type(error).__name__}
        return failure(said, _("Mend the database and the data folder first."))
