"""Every write about spaces."""

from terreau.network.spaces.actions.guests import invite_from_outside
from terreau.network.spaces.actions.invitations import (
    accept_invitation,
    answer_request,
    decline_invitation,
    invite,
    request,
    revoke_invitation,
    withdraw_request,
)
from terreau.network.spaces.actions.leaving import find_keeper, hand_on, name_owner
from terreau.network.spaces.actions.memberships import (
    change_membership,
    change_role,
    hand_over,
    join,
    leave,
    mark_all_read,
    remove_member,
    set_level,
    star,
    unstar,
)
from terreau.network.spaces.actions.proposals import answer_proposal, propose
from terreau.network.spaces.actions.spaces import (
    archive,
    break_the_glass,
    create,
    edit,
    end_looks,
    make_official,
    restore,
    set_discovery,
    touch,
    unmake_official,
)

__all__ = [
    "accept_invitation",
    "answer_proposal",
    "answer_request",
    "archive",
    "break_the_glass",
    "change_membership",
    "change_role",
    "create",
    "decline_invitation",
    "edit",
    "end_looks",
    "find_keeper",
    "hand_on",
    "hand_over",
    "invite",
    "invite_from_outside",
    "join",
    "leave",
    "make_official",
    "mark_all_read",
    "name_owner",
    "propose",
    "remove_member",
    "request",
    "restore",
    "revoke_invitation",
    "set_discovery",
    "set_level",
    "star",
    "touch",
    "unmake_official",
    "unstar",
    "withdraw_request",
]
