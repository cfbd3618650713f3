from tests.worlds.shapes import SIGNED_IN, Route, asked, seen, the

ROUTES: dict[str, Route] = {
    "notifications": asked("never", GET=[{}, {"only": "unread"}]),
    "notifications/bell": SIGNED_IN,
    "notifications/reads": asked("never", POST=[{"all": "1"}, {"key": "abcdef"}, {"key": "abcdef", "unread": "1"}]),
    "notifications/seen": asked("never", POST=the("read", "post_secret")),
    "notifications/settings": SIGNED_IN,
    "notifications/unsubscribe/<str:token>": Route(
        fill={"token": "not-signed"}, methods={"GET": {}, "POST": {}}, control=None
    ),
    "reach": asked("member", kind="space_secret", GET=the("space", "space_secret")),
    "administration/outbox": asked("administrator"),
    "administration/outbox/<str:name>": Route(fill={"name": "notice-nowhere"}, control=None),
}

SHOTS = {
    "administration/outbox": [seen("dora")],
    "notifications/settings": [seen()],
    "notifications": [seen(), seen("bob", query="only=unread", of="unread")],
}
NO_SCREEN = {
    "notifications/unsubscribe/<str:token>": "opened from a mail; without its signed address there is nothing here",
    "administration/outbox/<str:name>": "the demo company has written no mail",
    "reach": "a part of the composer",
    "notifications/bell": "a part of every page",
}
