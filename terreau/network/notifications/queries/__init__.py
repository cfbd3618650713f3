"""Every read about notices."""

from terreau.network.notifications.queries.centre import Centre, Group, centre, unread_count

__all__ = ["Centre", "Group", "centre", "unread_count"]
