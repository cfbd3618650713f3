from typing import Any

from tests.worlds.shapes import Route, asked, seen, the


def told(**more: Any) -> dict[str, Any]:
    """What a form about a space asks for."""
    said = {"purpose": "A purpose", "meant_for": "Everybody", "sponsor": "Never Actor", "care_hours": "2", **more}
    return {"name": "A new name", "template": "community", "openness": "secret", "joining": "invitation", **said}


def about(whom: str, control: str | None = "author", **methods: Any) -> Route:
    """Something done in the secret space about a person."""
    return Route(kind="space_secret", fill={"person": whom}, methods=methods, control=control)


ROUTES: dict[str, Route] = {
    "spaces": asked("never", GET=[{}, {"only": "mine"}, {"only": "archived"}, {"openness": "secret"}]),
    "spaces/new": asked("never", GET=[{}, {"template": "project"}], POST=[told(), told(seen="1")]),
    "spaces/proposals": asked("administrator"),
    "spaces/proposals/<keyed:key>/answer": asked(
        "administrator", kind="proposal", POST=[{"accept": "1"}, {"refusal": "No"}]
    ),
    "spaces/keyless": asked("administrator"),
    "spaces/<keyed:key>/keeper": asked(None, kind="space_secret", POST={}),
    "spaces/<keyed:key>/owner": asked(None, kind="space_secret", POST=[{}, {"person": "Never Actor"}]),
    "spaces/<keyed:key>/guests": asked(
        "author", kind="space_secret", POST=[{"email": "new@partner.example", "name": "New Guest"}, {"email": "x"}]
    ),
    "welcome/spaces": asked("never"),
    "spaces/glass": asked("administrator", GET={}, POST=the("space", "space_secret", reason="A reason")),
    "administration/spaces": asked(
        "administrator", GET=[{}, {"concern": "ownerless"}, {"concern": "one_key"}, {"q": "zq"}]
    ),
    "spaces/<keyed:key>/about": asked("member", kind="space_secret"),
    "spaces/<keyed:key>/edit": asked("author", kind="space_secret", GET={}, POST=told(language="fr")),
    "spaces/<keyed:key>/discovery": asked("author", kind="space_secret", POST=[{}, {"countries": ["FR"]}]),
    "spaces/<keyed:key>/archive": asked("author", kind="space_secret", POST={}),
    "spaces/<keyed:key>/restoration": asked("author", kind="space_secret", POST={}),
    "spaces/<keyed:key>/mark": asked(None, kind="space_secret", POST=[{}, {"off": "1"}]),
    "spaces/<keyed:key>/people": asked("member", kind="space_secret", GET=[{}, {"q": "actor"}, {"find": "actor"}]),
    "spaces/<keyed:key>/people/<keyed:person>/role": about("insider", POST={"role": "manager"}),
    "spaces/<keyed:key>/people/<keyed:person>/removal": about("insider", POST={}),
    "spaces/<keyed:key>/people/<keyed:person>/keys": about("insider", POST={}),
    "spaces/<keyed:key>/membership": asked(None, kind="space_secret", POST={}),
    "spaces/<keyed:key>/departure": asked("member", kind="space_secret", POST={}),
    "spaces/<keyed:key>/level": asked("member", kind="space_secret", POST={"level": "all"}),
    "spaces/<keyed:key>/star": asked("member", kind="space_secret", POST=[{}, {"off": "1"}]),
    "spaces/<keyed:key>/request": asked(None, kind="space_secret", POST=[{"words": "A word"}, {"off": "1"}]),
    "spaces/<keyed:key>/requests/<keyed:person>": about("asking", POST=[{"accept": "1"}, {}]),
    "spaces/<keyed:key>/invitation": asked(None, kind="space_secret", POST=[{}, {"off": "1"}]),
    "spaces/<keyed:key>/invitations/<keyed:person>": about("asking", POST=[{}, {"off": "1"}]),
}

SHOTS = {
    "administration/spaces": [seen("dora")],
    "spaces": [seen(), seen("gaby", of="guest"), seen(query="q=zzzz", of="nothing")],
    "spaces/new": [seen(), seen(query="template=project", of="project")],
    "spaces/proposals": [seen("dora")],
    "spaces/glass": [seen("dora")],
    "spaces/keyless": [seen("dora")],
    "spaces/<keyed:key>/about": [seen(key="space:Qualité produit"), seen(key="space:Nantes, vie du site", of="owner")],
    "spaces/<keyed:key>/edit": [seen(key="space:Nantes, vie du site")],
    "spaces/<keyed:key>/people": [
        seen(key="space:Qualité produit"),
        seen(key="space:Nantes, vie du site", of="owner"),
    ],
}
