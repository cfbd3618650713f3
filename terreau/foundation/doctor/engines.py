"""What works behind the pages: workers, jobs, the journal and who listens to it."""

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.foundation.activity import chain, numbers
from terreau.foundation.doctor.configuration import Configuration
from terreau.foundation.doctor.findings import Verdict, failure, good, warning
from terreau.foundation.jobs import schedule
from terreau.foundation.jobs.backlog import backlog, living_workers
from terreau.foundation.storage.programs import installed

LOOKED_AT = 1000  # newest activities
LONG_WAIT = 300  # seconds
FAR_BEHIND = 1000  # activities


def worker(configuration: Configuration) -> Verdict:
    """Somebody does what is to be done later."""
    alive = len(living_workers())
    if alive:
        return good(ngettext("%(count)s is alive", "%(count)s are alive", alive) % {"count": alive})
    return warning(_("nobody was seen in the last minute"), _("Start bin/run, or python -m terreau.project.worker."))


def jobs(configuration: Configuration) -> Verdict:
    """What is due runs, and nothing was given up."""
    stand = backlog()
    if stand.oldest_due_at:
        waited = (timezone.now() - stand.oldest_due_at).total_seconds()
        if waited > LONG_WAIT:
            said = _("the oldest has been due for %(minutes)s minutes") % {"minutes": round(waited / 60)}
            return failure(said, _("Start another worker, or see what holds this one: bin/terreau jobs list."))
    if stand.failed:
        said = ngettext("%(count)s was given up", "%(count)s were given up", stand.failed) % {"count": stand.failed}
        return warning(said, "bin/terreau jobs list --state failed; bin/terreau jobs run-again KEY")
    return good(ngettext("%(count)s is waiting", "%(count)s are waiting", stand.waiting) % {"count": stand.waiting})


def previews(configuration: Configuration) -> Verdict:
    """Programs of the machine that draw documents; a network works without them, and says so to its readers."""
    there = installed()
    if not there.pdftoppm:
        said = _("pdftoppm is not there: neither PDF nor office documents have a preview")
        return warning(said, _("Install Poppler’s tools (poppler-utils) where workers run."))
    if not there.soffice:
        said = _("pdftoppm is there, LibreOffice is not: office documents have no preview")
        return warning(said, _("Install LibreOffice where workers run, if such previews are wanted."))
    return good(_("pdftoppm and LibreOffice are there"))


def journal(configuration: Configuration) -> Verdict:
    """The newest part of the chain holds."""
    breaks = chain.chain_breaks(newest=LOOKED_AT)
    if breaks:
        said = _("number %(number)s: %(what)s") % {"number": breaks[0].seq, "what": breaks[0].what}
        return failure(said, _("Somebody changed it. Compare with a backup: bin/terreau journal verify."))
    return good()


def listeners(configuration: Configuration) -> Verdict:
    """Whoever follows the journal can be called, keeps up, and set nothing aside."""
    for name in settings.ACTIVITY_LISTENERS:
        try:
            import_string(name)
        except ImportError:
            return failure(_("%(name)s is not there") % {"name": name}, _("Mend ACTIVITY_LISTENERS in the settings."))
    name, most = max(numbers.lag().items(), key=lambda one: one[1])
    if most > FAR_BEHIND:
        said = _("%(name)s has not heard %(count)s activities") % {"name": name, "count": most}
        return warning(said, _("Start a worker, or another one."))
    if aside := numbers.set_aside():
        said = ngettext("%(count)s was set aside", "%(count)s were set aside", aside) % {"count": aside}
        return warning(said, _("See the logs for why; then: bin/terreau journal hear-again."))
    return good()


def recurring(configuration: Configuration) -> Verdict:
    """What recurs can be called, under names of its own."""
    names = [every.name for every in schedule.scheduled()]
    if twice := {name for name in names if names.count(name) > 1}:
        return failure(", ".join(sorted(twice)), _("Two entries of the schedule bear this name: rename one."))
    return good(ngettext("%(count)s entry", "%(count)s entries", len(names)) % {"count": len(names)})
