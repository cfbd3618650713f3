"""The past of the demo company: what the actions do now, dated to the day on which it is told to have happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Max, Model

from terreau.foundation.activity.models import Activity

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Then:
    """The moment at which something is told to have happened."""

    at: datetime

    def dated(self, row: Row, **moments: datetime) -> Row:
        """The row says so too: these columns of it."""
        for column, moment in moments.items():
            setattr(row, column, moment)
        row.save(update_fields=list(moments))
        return row


@contextmanager
def happened(at: datetime) -> Iterator[Then]:
    """What is recorded inside bears this date. Before the sequencer has numbered it: the chain covers no other."""
    last = Activity.objects.aggregate(last=Max("pk"))["last"] or 0
    yield Then(at)
    Activity.objects.filter(pk__gt=last, seq=None).update(at=at)
