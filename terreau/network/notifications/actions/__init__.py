"""Every write about notices and letters, split by what it writes."""

from terreau.network.notifications.actions.digests import begin_digests, forget_old
from terreau.network.notifications.actions.hearing import hear, tell_more
from terreau.network.notifications.actions.mailing import gather, gather_digest, send_letter
from terreau.network.notifications.actions.reading import mark_read, mark_unread, see
from terreau.network.notifications.actions.settling import choose, stop

__all__ = [
    "begin_digests",
    "choose",
    "forget_old",
    "gather",
    "gather_digest",
    "hear",
    "mark_read",
    "mark_unread",
    "see",
    "send_letter",
    "stop",
    "tell_more",
]
