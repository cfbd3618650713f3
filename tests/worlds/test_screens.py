"""Every page is looked at: rooms name what bin/shots photographs and axe reads, beside their rows of the matrix."""

import pytest

from tests.screens.places import excused, name_of, path_of, shots
from tests.worlds.routes import ROUTES


def test_every_page_is_looked_at() -> None:
    pages = {name for name, route in ROUTES.items() if "GET" in route.methods and not name.startswith("api/")}
    named = {route for _, route, _ in shots()}
    missing = "\n".join(f'    "{name}": [seen()],' for name in sorted(pages - named - set(excused())))
    assert not missing, (
        "Pages nobody looks at. Name them in SHOTS of the room’s file in tests/worlds/rooms (or, with the reason why "
        f"there is nothing to see, in NO_SCREEN):\n{missing}"
    )
    gone = (named | set(excused())) - set(ROUTES)
    assert not gone, f"Looked at or excused, but no longer a route: {sorted(gone)}"
    assert not named & set(excused()), sorted(named & set(excused()))


def test_no_two_looks_share_a_name() -> None:
    names = [(room, name_of(route, look)) for room, route, look in shots()]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


@pytest.mark.parametrize(
    ("route", "path"),
    [
        ("", "/"),
        ("spaces/<keyed:key>/people", "/spaces/k/people"),
        (r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "/account/password/reset/key/k-k/"),
    ],
)
def test_a_route_becomes_an_address(route: str, path: str) -> None:
    look = next(look for _, _, look in shots())
    assert path_of(route, look, lambda _: "k") == path
