"""What is ruled, said in the reader’s language."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from terreau.foundation.policies.quiet import QuietHours
from terreau.foundation.text import typography


def tell_quiet(hours: QuietHours) -> str:
    """From 19:00 to 08:00, and all day: Saturday, Sunday."""
    speech = get_language() or "en"
    clocks = {"begin": typography.hour(hours.begins, speech), "end": typography.hour(hours.ends, speech)}
    if not hours.days:
        return _("from %(begin)s to %(end)s") % clocks
    days = ", ".join(typography.weekday(day, speech) for day in sorted(hours.days))
    return _("from %(begin)s to %(end)s, and all day: %(days)s") % {**clocks, "days": days}


def tell_days(count: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", count) % {"num": spoken(count)}


def tell_people(count: int) -> str:
    return ngettext("%(num)s person", "%(num)s people", count) % {"num": spoken(count)}


def spoken(count: int) -> str:
    return typography.number(count, get_language() or "en")
