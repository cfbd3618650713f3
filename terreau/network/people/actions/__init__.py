"""Every write about people, split by what it writes."""

from terreau.network.people.actions.profiles import (
    add_custom_field,
    count_facets,
    edit_profile,
    follow,
    list_in_directory,
    unfollow,
)

__all__ = ["add_custom_field", "count_facets", "edit_profile", "follow", "list_in_directory", "unfollow"]
