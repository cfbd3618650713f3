"""Where the law is bent, in the open: law -> name of the place -> why. An exception nobody needs any more fails."""

EXCEPTIONS: dict[str, dict[str, str]] = {
    "A question takes `viewer` first.": {
        "terreau.foundation.orgs.queries.countries_of": "counts people its caller chose; shows no row",
        "terreau.network.people.queries.findable": "what search keeps; whoever searches is asked when they search",
        "terreau.network.people.queries.acquaintances": "the other direction of `visible`, for live streams",
        "terreau.network.posts.queries.outside.findable_posts": "what search keeps; rights are asked at the search",
        "terreau.network.posts.queries.outside.findable_comments": "what search keeps; rights are asked at the search",
        "terreau.network.posts.queries.outside.readers_of_post": "the other direction of `visible`, for live streams",
        "terreau.network.posts.queries.outside.readers_of_comment": "the other direction, for live streams",
        "terreau.foundation.orgs.queries.people_placed": "a sub-select for the `audience` of rooms above; shows no row",
        "terreau.network.spaces.queries.concerned.member_ids": "whom an activity concerns; the listener asks rights",
        "terreau.network.spaces.queries.concerned.known_to": "the other direction: for whom of these the space exists",
        "terreau.network.spaces.queries.index.entry_rows": "what the index holds; it is trimmed when it is read",
        "terreau.network.spaces.queries.index.reached": "the other direction: who of `among` may read",
    },
    "Every action demands a right.": {
        "terreau.foundation.storage.actions.detach": "part of the write of the room above, which demands",
        "terreau.network.spaces.actions.memberships.mark_all_read": "a person’s own mark; nobody else ever sees it",
        "terreau.network.spaces.actions.memberships.star": "a person’s own mark; nobody else ever sees it",
        "terreau.network.spaces.actions.memberships.unstar": "a person’s own mark; nobody else ever sees it",
    },
    "Every action records its activity.": {
        "terreau.network.notifications.actions.reading.mark_read": "a reading mark: nobody but its owner ever sees it",
        "terreau.network.notifications.actions.reading.mark_unread": "a reading mark of its owner alone",
        "terreau.network.notifications.actions.reading.see": "a reading mark: nobody but its owner ever sees it",
        "terreau.network.posts.actions.reading.mark_read": "a reading mark: nobody but its owner ever sees it",
        "terreau.network.posts.actions.reading.bookmark": "a bookmark: nobody but its owner ever sees it",
        "terreau.network.posts.actions.reading.unbookmark": "a bookmark: nobody but its owner ever sees it",
        "terreau.network.posts.actions.reading.follow": "one’s own setting of a conversation",
        "terreau.network.posts.actions.reading.unfollow": "one’s own setting of a conversation",
        "terreau.foundation.storage.actions.attach": "part of the write of the room above, which records",
        "terreau.foundation.storage.actions.detach": "part of the write of the room above, which records",
        "terreau.network.spaces.actions.memberships.mark_all_read": "a person’s own mark; nobody else ever sees it",
        "terreau.network.spaces.actions.memberships.star": "a person’s own mark; nobody else ever sees it",
        "terreau.network.spaces.actions.memberships.unstar": "a person’s own mark; nobody else ever sees it",
    },
    "An action takes `actor` first.": {
        "terreau.network.search.actions.index": "keeps the index true after others’ writes; changes nothing people see",
    },
    "Every `visible(viewer)` has its `audience(thing)`, every `readable(viewer)` its `readers(thing)`.": {
        "terreau.network.search.visible": "search shows other rooms’ things, and their own rules have the audience",
    },
}
