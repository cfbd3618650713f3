"""Every write about notices, split by what it writes."""

from terreau.network.notifications.actions.hearing import hear, tell_more
from terreau.network.notifications.actions.reading import mark_read, mark_unread, see

__all__ = ["hear", "mark_read", "mark_unread", "see", "tell_more"]
