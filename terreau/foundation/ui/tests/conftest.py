import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from terreau.foundation.ui.frame import Choice, Entry, Frame, OwnSpace, Viewer


@pytest.fixture
def request_of(rf: RequestFactory):
    def make(path: str = "/", **headers: str) -> HttpRequest:
        request = rf.get(path, headers=headers)
        request.user = AnonymousUser()
        return request

    return make


@pytest.fixture
def full_frame() -> Frame:
    """A frame in which every place exists, so that every branch of the layout is drawn."""
    return Frame(
        network="Le Lien",
        group="Aubier",
        viewer=Viewer("Alice Vasseur", "AV", 1, "/people/a"),
        entries=[Entry("Home", "/", "home", 1, current=True), Entry("Spaces", "/spaces", "spaces", 2, count=2)],
        account=[Entry("Settings", "/settings", "settings")],
        spaces=[OwnSpace("Qualité produit", "/spaces/q", "q", 2, "QP", 4)],
        notifications=3,
        languages=[Choice("fr", "Français", True), Choice("en", "English")],
        roles=[Choice("bob", "Bob", hint="Member")],
        role_url="/role",
        search_url="/search",
        publish_url="/posts/new",
        notifications_url="/notifications",
        notifications_count_url="/notifications/count",
        live_url="/live",
        read_url="/read",
        tour_url="/tour",
        sign_out_url="/out",
    )
