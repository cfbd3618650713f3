from tests.worlds.shapes import Body, Route, asked, seen, the


def ticks(document: str = "document_secret", **more: str) -> Body:
    """A body that ticks one file."""
    return the("d", document, **more)


ROUTES: dict[str, Route] = {
    "spaces/<keyed:key>/files": asked("member", kind="space_secret", GET=[{}, {"order": "-size"}]),
    "spaces/<keyed:key>/files/arrivals": asked("member", kind="space_secret", GET={}, POST={}),
    "spaces/<keyed:key>/files/folders": asked("member", kind="space_secret", POST={"name": "A folder"}),
    "spaces/<keyed:key>/files/zip": asked("member", kind="space_secret", GET=[{}, ticks()]),
    "spaces/<keyed:key>/files/place": asked("member", kind="space_secret", GET=ticks(), POST=ticks()),
    "spaces/<keyed:key>/files/withdrawal": asked("manager", kind="space_secret", POST=ticks()),
    "spaces/<keyed:key>/files/restoration": asked("manager", kind="space_secret", POST=ticks("gone_secret")),
    "spaces/<keyed:key>/files/conversations": asked("member", kind="space_secret"),
    "spaces/<keyed:key>/files/bin": asked("manager", kind="space_secret"),
    "folders/<keyed:key>": asked("member", kind="folder_secret"),
    "folders/<keyed:key>/name": asked("member", kind="folder_secret", GET={}, POST={"name": "Another name"}),
    "documents/<keyed:key>": asked("member", kind="document_secret"),
    "documents/<keyed:key>/preview": asked("member", kind="document_secret"),
    "documents/<keyed:key>/content": asked("member", kind="document_secret"),
    "documents/<keyed:key>/name": asked("member", kind="document_secret", GET={}, POST={"name": "Another.txt"}),
    "documents/<keyed:key>/versions": asked(None, kind="document_secret", GET={}, POST={}),
    "documents/<keyed:key>/versions/<int:number>/restoration": Route(
        kind="document_secret", fill={"number": "1"}, methods={"POST": {}}
    ),
    "documents/<keyed:key>/erasure": asked("manager", kind="gone_secret", POST={}),
    "documents/<keyed:key>/comments": asked("member", kind="document_secret", POST={"body": "<p>A reply</p>"}),
    "documents/<keyed:key>/comments/draft": asked(
        "member", kind="document_secret", POST=[{"body": "<p>A reply</p>"}, {}]
    ),
    "documents/<keyed:key>/announcement": asked(
        "member", kind="document_secret", GET={}, POST={"body": "<p>Words</p>"}
    ),
}

SHOTS = {
    "spaces/<keyed:key>/files": [
        seen(key="space:Qualité produit"),
        seen("bob", key="space:Femmes du bois", of="empty"),
        seen("alice", key="space:Femmes du bois", of="empty-member"),
    ],
    "spaces/<keyed:key>/files/conversations": [seen(key="space:Qualité produit")],
    "spaces/<keyed:key>/files/bin": [seen(key="space:Qualité produit")],
    "folders/<keyed:key>": [
        seen(key="folder:Fiches de défauts"),
        seen("charlie", key="folder:Fiches de défauts", of="reader"),
    ],
    "folders/<keyed:key>/name": [seen(key="folder:Fiches de défauts")],
    "documents/<keyed:key>": [
        seen(key="document:Defauts-fiche-37"),
        seen("charlie", key="document:Defauts-fiche-37", of="reader"),
    ],
    "documents/<keyed:key>/name": [seen(key="document:Defauts-fiche-37")],
    "documents/<keyed:key>/versions": [seen(key="document:Defauts-fiche-37")],
    "documents/<keyed:key>/announcement": [seen(key="document:Defauts-fiche-37")],
}

NO_SCREEN = {
    "spaces/<keyed:key>/files/place": "asks about what was ticked, whose keys no look knows",
    "spaces/<keyed:key>/files/zip": "leads to the ZIP itself",
    "spaces/<keyed:key>/files/arrivals": "files wait there only after somebody sent some: the journey looks at it",
    "documents/<keyed:key>/preview": "a part of the page of a file",
    "documents/<keyed:key>/content": "leads to the file itself",
}
