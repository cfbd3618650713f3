"""What a notice says: one sentence for the centre, the mail and the digest."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from terreau.foundation.text import typography

# Kind -> what happened. `who` acted, `thing` is what it is about, `place` where.
SAID = {
    "mention": N_("%(who)s named you in “%(thing)s”"),
    "kudos": N_("%(who)s thanked you in “%(thing)s”"),
    "accepted": N_("%(who)s accepted your answer in “%(thing)s”"),
    "required": N_("%(who)s asks you to read “%(thing)s”"),
    "post": N_("%(who)s posted “%(thing)s”"),
    "page": N_("%(who)s changed the page “%(thing)s”"),
    "event": N_("%(who)s changed the event “%(thing)s”"),
    "planned": N_("%(who)s planned “%(thing)s”"),
    "reminder": N_("“%(thing)s” begins soon"),
    "message": N_("%(who)s wrote in “%(thing)s”"),
    "invitation": N_("%(who)s invites you to “%(thing)s”"),
    "request": N_("%(who)s asks to join “%(thing)s”"),
    "proposal": N_("%(who)s proposes a new space"),
    "answer": N_("%(who)s answered you about “%(thing)s”"),
    "role": N_("%(who)s changed your role in “%(thing)s”"),
    "glass": N_("%(who)s looked into “%(thing)s” as an administrator, and gave a reason"),
    "lent": N_("%(who)s lets you write in their name in “%(thing)s”"),
    "unsent": N_("“%(thing)s” could not be published at the time you chose; it waits among your drafts"),
}
# The same by the act itself, where one kind holds several; and by both.
SAID_BY_ACT = {
    "calendar.invited": N_("%(who)s asks you to come to “%(thing)s”"),
    "calendar.booked": N_("%(who)s took a slot of “%(thing)s”"),
    "calendar.given_back": N_("%(who)s gave their slot of “%(thing)s” back"),
    "calendar.edited": N_("%(who)s changed the time or the place of “%(thing)s”"),
    "calendar.called_off": N_("%(who)s called “%(thing)s” off"),
    "calendar.resumed": N_("“%(thing)s” takes place after all"),
    "calendar.moved_up": N_("A seat is yours: you come to “%(thing)s”"),
    "calendar.day_before": N_("Tomorrow: “%(thing)s”"),
    "calendar.hour_before": N_("“%(thing)s” begins within the hour"),
    "pages.created": N_("%(who)s wrote the page “%(thing)s”"),
    "pages.doubted": N_("%(who)s says that the page “%(thing)s” may be outdated"),
    "pages.entrusted": N_("%(who)s entrusted the page “%(thing)s” to you"),
    "chat.sent": N_("%(who)s wrote to you"),
    "chat.begun": N_("%(who)s began a conversation with you: “%(thing)s”"),
    "chat.added": N_("%(who)s added you to the conversation “%(thing)s”"),
    "spaces.request_accepted": N_("%(who)s let you into “%(thing)s”"),
    "spaces.request_refused": N_("Your request to join “%(thing)s” was refused"),
    "spaces.proposal_accepted": N_("%(who)s created the space you proposed: “%(thing)s”"),
    "spaces.proposal_refused": N_("The space you proposed was refused"),
    "spaces.invitation_accepted": N_("%(who)s accepted your invitation to “%(thing)s”"),
    "spaces.invitation_declined": N_("%(who)s declined your invitation to “%(thing)s”"),
    "spaces.handed_over": N_("%(who)s handed “%(thing)s” over to you"),
    "spaces.owner_named role": N_("%(who)s named you owner of “%(thing)s”, which nobody looked after any more"),
    "spaces.owner_named glass": N_("%(who)s, an administrator, named a new owner for “%(thing)s”"),
}
ICONS = {
    "mention": "at",
    "kudos": "thanks",
    "reply": "reply",
    "accepted": "check",
    "followed": "message",
    "reaction": "useful",
    "required": "announce",
    "post": "message",
    "page": "file-text",
    "event": "calendar",
    "planned": "calendar",
    "reminder": "clock",
    "message": "message",
    "invitation": "user-plus",
    "request": "user-plus",
    "proposal": "spaces",
    "answer": "check",
    "role": "key",
    "glass": "eye",
    "lent": "pencil",
    "unsent": "clock",
}
# What each kind is called in the settings, and when it comes.
NAMES = {
    "mention": N_("Somebody names you"),
    "kudos": N_("Somebody thanks you"),
    "reply": N_("Somebody replies to you"),
    "accepted": N_("Your answer is accepted"),
    "followed": N_("A reply in a conversation you follow"),
    "reaction": N_("Somebody reacts to what you wrote"),
    "required": N_("A required reading"),
    "post": N_("A post in a space from which you want everything"),
    "page": N_("A page you watch changes, or is entrusted to you"),
    "event": N_("You are asked to come to an event, or one you answered changes or has a seat for you"),
    "planned": N_("A new event in a space from which you want everything"),
    "reminder": N_("An event you come to begins: a day and an hour before"),
    "message": N_("Somebody writes to you, and you have not read it"),
    "invitation": N_("An invitation to a space"),
    "request": N_("Somebody asks to join a space you look after"),
    "proposal": N_("A space is proposed"),
    "answer": N_("An answer to your request or invitation"),
    "role": N_("Your role in a space changes"),
    "glass": N_("An administrator looks into a space you own, or names its owner"),
    "lent": N_("Somebody lets you write in their name"),
    "unsent": N_("A post you scheduled could not be published"),
}


def colon() -> str:
    """What stands between a name and what is said of it."""
    return _(": ")


def sentence(kind: str, act: str, names: Sequence[str], thing: str, language: str) -> str:
    """What happened, in the language in force. `names`: who did it, the last one first; none for who is gone."""
    said = by_many(kind, max(1, len(names))) or _(SAID_BY_ACT.get(f"{act} {kind}") or by_act(kind, act) or SAID[kind])
    return said % {"who": people(names, language), "thing": thing}


def by_act(kind: str, act: str) -> str:
    """What the act itself is called; whom it names hears that instead."""
    return "" if kind == "mention" else SAID_BY_ACT.get(act, "")


def by_many(kind: str, count: int) -> str:
    """What several may have done together; the verb follows their number."""
    if kind == "reply":
        return ngettext("%(who)s replied to you in “%(thing)s”", "%(who)s have replied to you in “%(thing)s”", count)
    if kind == "followed":
        return ngettext("%(who)s replied in “%(thing)s”", "%(who)s have replied in “%(thing)s”", count)
    if kind == "reaction":
        return ngettext("%(who)s reacted to “%(thing)s”", "%(who)s have reacted to “%(thing)s”", count)
    return ""


def people(names: Sequence[str], language: str) -> str:
    """“Bob Delorme”, “Bob Delorme and Dora Lindqvist”, “Bob Delorme and 3 others”."""
    if not names:
        return _("Somebody")
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    more = len(names) - 1
    words = ngettext("%(one)s and %(num)s other", "%(one)s and %(num)s others", more)
    return words % {"one": names[0], "num": typography.number(more, language)}
