"""Conversations of several, as tests begin them."""

from terreau.network.chat import actions, queries


def group(actor, *others, name="Palettes"):
    return actions.begin(actor, people=list(others), name=name)


def again(conversation):
    """As it is now."""
    conversation.refresh_from_db()
    return conversation


def words(viewer, conversation):
    """What the viewer reads of it, events in brackets."""
    talk = queries.talk(viewer, again(conversation))
    said = queries.page_of(viewer, talk).messages
    return [f"[{one.event}]" if one.event else one.body.removeprefix("<p>").removesuffix("</p>") for one in said]
