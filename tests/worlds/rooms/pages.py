from tests.worlds.shapes import Route, asked, seen, the

WORDS = {"title": "A title", "body": "<p>A body</p>"}

ROUTES: dict[str, Route] = {
    "spaces/<keyed:key>/pages": asked("member", kind="space_secret"),
    "spaces/<keyed:key>/pages/new": asked("member", kind="space_secret", GET=[{}, {"template": "faq"}], POST=WORDS),
    "spaces/<keyed:key>/pages/new/draft": asked("member", kind="space_secret", POST=[WORDS, {}]),
    "spaces/<keyed:key>/pages/withdrawn": asked("member", kind="space_secret"),
    "pages/new/<keyed:key>/removal": asked("author", kind="pagedraft_secret", POST={}),
    "pages/<keyed:key>": asked("member", kind="page_secret"),
    "pages/<keyed:key>/edit": asked(
        "member", kind="page_secret", GET={}, POST=[{**WORDS, "number": "1"}, {**WORDS, "number": "1", "minor": "on"}]
    ),
    "pages/<keyed:key>/edit/draft": asked("member", kind="page_secret", POST=[{**WORDS, "number": "1"}, {}]),
    "pages/<keyed:key>/versions": asked("member", kind="page_secret"),
    "pages/<keyed:key>/versions/<int:number>": Route(kind="page_secret", fill={"number": "1"}),
    "pages/<keyed:key>/versions/<int:number>/restoration": Route(
        kind="page_secret", fill={"number": "1"}, methods={"POST": {}}
    ),
    "pages/<keyed:key>/comparison": asked("member", kind="page_secret", GET=[{}, {"from": "1", "to": "1"}]),
    "pages/<keyed:key>/place": asked("member", kind="page_secret", GET={}, POST={}),
    "pages/<keyed:key>/order": asked("member", kind="page_secret", POST={"to": "up"}),
    "pages/<keyed:key>/space": asked("manager", kind="page_secret", POST=the("space", "space_open")),
    "pages/<keyed:key>/care": asked("manager", kind="page_secret", GET={}, POST={"review_on": "2999-01-01"}),
    "pages/<keyed:key>/doubt": asked("member", kind="page_secret", GET={}, POST={"why": "It changed"}),
    "pages/<keyed:key>/confirmation": asked("member", kind="page_secret", POST={}),
    "pages/<keyed:key>/subscription": asked("member", kind="page_secret", POST=[{}, {"off": "1"}]),
    "pages/<keyed:key>/comments": asked("member", kind="page_secret", POST={"body": "<p>A reply</p>"}),
    "pages/<keyed:key>/comments/draft": asked("member", kind="page_secret", POST=[{"body": "<p>A reply</p>"}, {}]),
    "pages/<keyed:key>/announcement": asked("member", kind="page_secret", GET={}, POST={"body": "<p>Words</p>"}),
    "pages/<keyed:key>/withdrawal": asked("manager", kind="page_secret", POST={}),
    "pages/<keyed:key>/restoration": asked(None, kind="page_secret", POST={}),
}

SHOTS = {
    "spaces/<keyed:key>/pages": [
        seen(key="space:Qualité produit"),
        seen("bob", key="space:Femmes du bois", of="empty"),
        seen("alice", key="space:Femmes du bois", of="empty-member"),
    ],
    "spaces/<keyed:key>/pages/new": [
        seen(key="space:Qualité produit"),
        seen(key="space:Qualité produit", query="template=minutes", of="minutes"),
    ],
    "spaces/<keyed:key>/pages/withdrawn": [seen(key="space:Qualité produit")],
    "pages/<keyed:key>": [
        seen(key="page:Qui mesure quoi"),
        seen(key="page:Jeu excessif", of="doubted"),
        seen("charlie", key="page:Catalogue des défauts", of="reader"),
    ],
    "pages/<keyed:key>/edit": [seen(key="page:Qui mesure quoi")],
    "pages/<keyed:key>/versions": [seen(key="page:Qui mesure quoi")],
    "pages/<keyed:key>/versions/<int:number>": [seen(key="page:Qui mesure quoi", number="1")],
    "pages/<keyed:key>/comparison": [
        seen(key="page:Qui mesure quoi"),
        seen(key="page:Qui mesure quoi", query="from=1&to=3", of="two-steps"),
    ],
    "pages/<keyed:key>/place": [seen(key="page:Jeu excessif")],
    "pages/<keyed:key>/care": [seen(key="page:D’où vient notre bois")],
    "pages/<keyed:key>/announcement": [seen(key="page:D’où vient notre bois")],
    "pages/<keyed:key>/doubt": [seen("charlie", key="page:Qui mesure quoi")],
}
