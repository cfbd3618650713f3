"""One’s own account. A link that was mailed is bound to its row; doors that do not exist answer nobody (entrance)."""

from tests.worlds.shapes import DEEPER, Route, asked, seen

CLOSED = asked(None, GET={}, POST={"email": "new@example.org"})
ROUTES: dict[str, Route] = {
    "appearance": asked("anonymous", POST={"theme": "dark"}),
    "language": asked("anonymous", POST={"language": "fr"}),
    "account": asked("never", GET={}, POST={"language": "en", "time_zone": "Europe/Paris"}),
    "account/sessions": asked("never", GET={}, POST={"others": "1"}),
    "account/tokens": asked("never", GET={}, POST={"name": "A script", "scope": "read", "days": "7"}),
    "account/tokens/revocation": asked(None, POST={"token": "1"}),
    "account/address": asked("never", GET={}, POST={"address": "elsewhere@demo.example"}),
    "account/address/<str:link>": Route(fill={"link": "none"}, methods={"GET": {}, "POST": {}}, control=None),
    "invitations": asked(
        "administrator",
        GET={},
        POST={"name": "New Colleague", "email": "new@demo.example", "language": "fr", "unit": ""},
    ),
    "invitations/revocation": asked(None, POST={"invitation": "1"}),
    "invitations/<str:secret>": Route(fill={"secret": "none"}, methods={"GET": {}, "POST": {}}, control=None),
    "account/signup/": CLOSED,
    "account/signup/passkey/": CLOSED,
    "account/email/": CLOSED,
    "account/confirm-email/": CLOSED,
    r"^account/confirm-email/(?P<key>[-:\w]+)/$": Route(path="account/confirm-email/none/", control=None),
    r"account/^confirm-email/(?P<key>[-:\w]+)/$": Route(path="account/confirm-email/none/", control=None),
    "account/login/code/": CLOSED,
    "account/login/code/confirm/": DEEPER,
}

SHOTS = {
    "invitations": [seen("dora")],
    "account": [seen()],
    "account/sessions": [seen()],
    "account/tokens": [seen()],
    "account/address": [seen()],
}
NO_SCREEN = {name: "closed: it answers as what does not exist" for name, route in ROUTES.items() if route is CLOSED} | {
    "account/address/<str:link>": "opened from a mail; without its signed address there is nothing here",
    "invitations/<str:secret>": "opened from a mail; a journey walks through it",
    "account/login/code/confirm/": "closed: it answers as what does not exist",
    r"^account/confirm-email/(?P<key>[-:\w]+)/$": "closed: it answers as what does not exist",
    r"account/^confirm-email/(?P<key>[-:\w]+)/$": "closed: it answers as what does not exist",
}
