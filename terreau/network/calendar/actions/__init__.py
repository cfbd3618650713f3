"""Every write about events."""

from terreau.network.calendar.actions.events import Said, call_off, create, edit, resume

__all__ = ["Said", "call_off", "create", "edit", "resume"]
