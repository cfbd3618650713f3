"""The entrance: allauth’s own pages. Those behind a fresh proof of identity (DEEPER) answer with a detour to it."""

from tests.worlds.shapes import DEEPER, SIGNED_IN, Route, asked, seen

ROUTES: dict[str, Route] = {
    "account/login/": asked("anonymous", GET={}, POST={"login": "alice", "password": "no"}),
    "account/logout/": asked("author", GET={}, POST={}),
    "account/inactive/": asked("anonymous"),
    "account/reauthenticate/": asked(None, GET={}, POST={"password": "no"}),
    "account/password/change/": DEEPER,
    "account/password/set/": DEEPER,
    "account/password/reset/": asked("anonymous", GET={}, POST={"email": "never@demo.example"}),
    "account/password/reset/done/": asked("anonymous"),
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": Route(
        path="account/password/reset/key/1-none/", control="anonymous"
    ),
    "account/password/reset/key/done/": asked("anonymous"),
    "account/2fa/": SIGNED_IN,
    "account/2fa/authenticate/": DEEPER,
    "account/2fa/reauthenticate/": DEEPER,
    "account/2fa/totp/activate/": DEEPER,
    "account/2fa/totp/deactivate/": DEEPER,
    "account/2fa/recovery-codes/": DEEPER,
    "account/2fa/recovery-codes/generate/": DEEPER,
    "account/2fa/recovery-codes/download/": DEEPER,
    "account/2fa/webauthn/": SIGNED_IN,
    "account/2fa/webauthn/add/": DEEPER,
    "account/2fa/webauthn/reauthenticate/": DEEPER,
    "account/2fa/webauthn/login/": DEEPER,
    "account/2fa/webauthn/keys/<int:pk>/remove/": Route(fill={"pk": "1"}, control=None),
    "account/2fa/webauthn/keys/<int:pk>/edit/": Route(fill={"pk": "1"}, control=None),
}

SHOTS = {
    "account/login/": [seen("")],
    "account/logout/": [seen()],
    "account/inactive/": [seen("")],
    "account/password/reset/": [seen("")],
    "account/password/reset/done/": [seen("")],
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": [seen("")],
    "account/reauthenticate/": [seen()],
    "account/2fa/": [seen()],
}
PROOF = "behind a fresh proof of identity; terreau/foundation/ui/tests/test_screens.py walks there"
ELSEWHERE = "leads elsewhere at once"
NO_SCREEN = {name: PROOF for name, route in ROUTES.items() if route is DEEPER} | {
    "account/password/reset/key/done/": ELSEWHERE,
    "account/2fa/webauthn/": PROOF,
    "account/2fa/webauthn/keys/<int:pk>/remove/": PROOF,
    "account/2fa/webauthn/keys/<int:pk>/edit/": PROOF,
}
