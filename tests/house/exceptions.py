"""Where the law is bent, in the open: law -> name of the place -> why. An exception nobody needs any more fails."""

EXCEPTIONS: dict[str, dict[str, str]] = {
    "A question takes `viewer` first.": {
        "terreau.foundation.orgs.queries.people_placed": "a sub-select for the `audience` of rooms above; shows no row",
        "terreau.network.spaces.queries.index.entry_rows": "what the index holds; it is trimmed when it is read",
        "terreau.network.spaces.queries.index.reached": "the other direction: who of `among` may read",
        "terreau.foundation.orgs.queries.network": "the network’s own name is the same for everybody, also signed out",
    },
    "Every action demands a right.": {
        "terreau.foundation.storage.actions.attach": "part of a write above, which demands; takes only one’s own files",
        "terreau.foundation.storage.actions.detach": "part of the write of the room above, which demands",
        "terreau.network.spaces.actions.memberships.mark_all_read": "a person’s own mark; nobody else ever sees it",
        "terreau.network.spaces.actions.memberships.star": "a person’s own mark; nobody else ever sees it",
        "terreau.network.spaces.actions.memberships.unstar": "a person’s own mark; nobody else ever sees it",
    },
    "Every action records its activity.": {
        "terreau.foundation.storage.actions.attach": "part of the write of the room above, which records",
        "terreau.foundation.storage.actions.detach": "part of the write of the room above, which records",
        "terreau.network.spaces.actions.memberships.mark_all_read": "a person’s own mark; nobody else ever sees it",
        "terreau.network.spaces.actions.memberships.star": "a person’s own mark; nobody else ever sees it",
        "terreau.network.spaces.actions.memberships.unstar": "a person’s own mark; nobody else ever sees it",
    },
}
