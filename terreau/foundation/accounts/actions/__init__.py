"""Every write about accounts, split by what it writes. `actor` is None at the terminal."""

from terreau.foundation.accounts.actions.addresses import (
    ask_new_address,
    confirm_address,
    refuse_address,
    undo_address,
)
from terreau.foundation.accounts.actions.choices import choose_language, choose_theme, choose_time_zone
from terreau.foundation.accounts.actions.departures import come_back, leave
from terreau.foundation.accounts.actions.invitations import (
    accept_invitation,
    invite,
    invite_guest,
    mail_guest_again,
    revoke_invitation,
)
from terreau.foundation.accounts.actions.operators import make_operator
from terreau.foundation.accounts.actions.passwords import reset_path, send_reset_link
from terreau.foundation.accounts.actions.ways_in import (
    create_token,
    deactivate,
    end_session,
    reactivate,
    revoke_token,
    sign_out_everywhere,
)

__all__ = [
    "accept_invitation",
    "ask_new_address",
    "choose_language",
    "choose_theme",
    "choose_time_zone",
    "come_back",
    "confirm_address",
    "create_token",
    "deactivate",
    "end_session",
    "invite",
    "invite_guest",
    "leave",
    "mail_guest_again",
    "make_operator",
    "reactivate",
    "refuse_address",
    "reset_path",
    "revoke_invitation",
    "revoke_token",
    "send_reset_link",
    "sign_out_everywhere",
    "undo_address",
]
