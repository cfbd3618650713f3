"""What can be done to the company’s tree, its sites, its duties and its network."""

from terreau.foundation.orgs.actions.network import choose_languages, name_network, set_logo
from terreau.foundation.orgs.actions.newcomers import choose_site, seat
from terreau.foundation.orgs.actions.people import end_duty, entrust, hold_operators, place, place_several
from terreau.foundation.orgs.actions.sites import close_site, create_site, edit_site
from terreau.foundation.orgs.actions.units import close_unit, create_unit, edit_unit, move_unit, reopen_unit

__all__ = [
    "choose_languages",
    "choose_site",
    "close_site",
    "close_unit",
    "create_site",
    "create_unit",
    "edit_site",
    "edit_unit",
    "end_duty",
    "entrust",
    "hold_operators",
    "move_unit",
    "name_network",
    "place",
    "place_several",
    "reopen_unit",
    "seat",
    "set_logo",
]
