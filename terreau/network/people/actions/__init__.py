"""Every write about people, split by what it writes."""

from terreau.network.people.actions.fields import add_custom_field, edit_custom_field, end_custom_field
from terreau.network.people.actions.profiles import (
    count_facets,
    edit_profile,
    follow,
    list_in_directory,
    rename,
    set_photo,
    unfollow,
)

__all__ = [
    "add_custom_field",
    "count_facets",
    "edit_custom_field",
    "edit_profile",
    "end_custom_field",
    "follow",
    "list_in_directory",
    "rename",
    "set_photo",
    "unfollow",
]
