from django.urls import path, re_path

from terreau.foundation.accounts.views import address, closed, hub, invitations, sessions, tokens

app_name = "accounts"
# What allauth would offer besides and this house does not: these stand before its own addresses.
CLOSED = ["signup/", "signup/passkey/", "email/", "confirm-email/", "login/code/", "login/code/confirm/"]
urlpatterns = [
    path("appearance", hub.theme, name="theme"),
    path("language", hub.language, name="language"),
    path("account", hub.home, name="home"),
    path("account/sessions", sessions.sessions, name="sessions"),
    path("account/tokens", tokens.tokens, name="tokens"),
    path("account/tokens/revocation", tokens.revocation, name="revocation"),
    path("account/address", address.address, name="address"),
    path("account/address/<str:link>", address.answer, name="address_answer"),
    path("invitations", invitations.listing, name="invitations"),
    path("invitations/revocation", invitations.revocation, name="invitation_revocation"),
    path("invitations/<str:secret>", invitations.arrival, name="arrival"),
    *[path(f"account/{name}", closed.closed) for name in CLOSED],
    re_path(r"^account/confirm-email/(?P<key>[-:\w]+)/$", closed.closed),
]
