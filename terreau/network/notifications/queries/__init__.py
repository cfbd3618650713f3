"""Every read about notices."""

from terreau.network.notifications.queries.centre import Centre, Group, Waiting, centre, unread_count, waiting
from terreau.network.notifications.queries.choices import channel_at_start, chosen, holder, levels, quiet_of
from terreau.network.notifications.queries.letters import Said, said_by
from terreau.network.notifications.queries.notices import NoticeRow, notice, notices
from terreau.network.notifications.queries.outbox import lying, outbox, watches_outbox
from terreau.network.notifications.queries.reach import Reach, reach, space_to_write_in
from terreau.network.notifications.queries.tongues import Beside, beside

__all__ = [
    "Beside",
    "Centre",
    "Group",
    "NoticeRow",
    "Reach",
    "Said",
    "Waiting",
    "beside",
    "centre",
    "channel_at_start",
    "chosen",
    "holder",
    "levels",
    "lying",
    "notice",
    "notices",
    "outbox",
    "quiet_of",
    "reach",
    "said_by",
    "space_to_write_in",
    "unread_count",
    "waiting",
    "watches_outbox",
]
