"""The API, asked by token: every endpoint is a route of its own and runs the same matrix as the pages (A27)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.worlds.shapes import Route, asked, seen, the


def by(control: str | None, kind: str, **methods: Any) -> Route:
    """An endpoint about one thing."""
    return Route(kind=kind, fill={"id": kind}, methods=methods, control=control, token=True)


def into(kind: str, space: str, **methods: Any) -> Route:
    """An endpoint about one thing and another space."""
    return Route(kind=kind, fill={"id": kind, "space": space}, methods=methods, control="author", token=True)


def about(whom: str, **methods: Any) -> Route:
    """An endpoint about somebody in the secret space."""
    return Route(kind=SPACE, fill={"id": SPACE, "person": whom}, methods=methods, control="author", token=True)


def plain(control: str | None, **methods: Any) -> Route:
    """An endpoint about nothing in particular."""
    return Route(methods=methods, control=control, token=True)


WORDS = {"text": "A reply"}
SOON = (datetime.now(UTC) + timedelta(days=1)).isoformat()
DRAFT = "draft_secret"
POST, COMMENT, SPACE, NOTICE = "post_secret", "comment_secret", "space_secret", "notice_secret"
PAGE = "page_secret"
EVENT = "event_secret"
PLANNED = {
    **{"title": "A title", "text": "A text", "zone": "Europe/Paris"},
    **{"starts_at": "2030-05-02T10:00:00+02:00", "ends_at": "2030-05-02T11:00:00+02:00"},
}
FOLDER, DOCUMENT = "folder_secret", "document_secret"

PROPOSED = {"name": "A new name", "purpose": "A purpose", "meant_for": "Everybody", "care_hours": 2}


def lent(things: dict[str, str]) -> dict[str, str]:
    """The author’s name lent to a member."""
    day = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    return {"writer": things["insider"], "space": things[SPACE], "until": day}


ROUTES: dict[str, Route] = {
    "api/v1/openapi.json": asked("anonymous"),
    "api/v1/docs": asked("never"),
    "api/v1/<path:elsewhere>": Route(fill={"elsewhere": "elsewhere"}, control=None, token=True),
    # Oneself.
    "api/v1/me": plain("never", GET={}, PATCH={"title": "Gardener"}),
    "api/v1/me/bookmarks": plain("member", GET={}),
    "api/v1/me/notifications": plain("never", GET={}, PATCH={"kinds": {"reply": "mail"}}),
    "api/v1/me/notifications/spaces/<id>": by("member", SPACE, PUT={"level": "all"}),
    # Notifications.
    "api/v1/notifications": plain("member", GET=[{}, {"only": "unread"}]),
    "api/v1/notifications/count": plain("never", GET={}),
    "api/v1/notifications/read": plain("never", PUT={}),
    "api/v1/notifications/<id>": by("member", NOTICE, GET={}),
    "api/v1/notifications/<id>/read": by("member", NOTICE, PUT={}, DELETE={}),
    # Others.
    "api/v1/people": plain("never", GET=[{}, {"q": "zq"}]),
    "api/v1/people/<id>": by("never", "person", GET={}),
    "api/v1/people/<id>/following": by("never", "person", PUT={}, DELETE={}),
    "api/v1/people/<id>/posts": by("never", "person", GET={}),
    # Spaces.
    "api/v1/units": plain("never", GET={}),
    "api/v1/units/<id>": Route(fill={"id": "unit_here"}, methods={"GET": {}}, control="never", token=True),
    "api/v1/spaces": plain("administrator", GET=[{}, {"only": "mine"}], POST={"name": "A space", "care_hours": 2}),
    "api/v1/keyless": plain("administrator", GET={}),
    "api/v1/keyless/<id>/keeper": by(None, SPACE, PUT={}),
    "api/v1/keyless/<id>/owner": by(None, SPACE, PUT=the("person", "person")),
    "api/v1/spaces/similar": plain("never", GET={"q": "zq"}),
    "api/v1/spaces/<id>": by(
        "author", SPACE, GET={}, PATCH={"purpose": "A purpose", "names": {"fr": "A name"}, "review_on": "2030-01-01"}
    ),
    "api/v1/spaces/<id>/posts": by("member", SPACE, GET=[{}, {"only": "unread"}]),
    "api/v1/spaces/<id>/pages": by("member", SPACE, GET={}),
    "api/v1/pages": Route(
        kind=SPACE, methods={"POST": the("space", SPACE, title="A title", text="A text")}, token=True
    ),
    "api/v1/pages/<id>": by("manager", PAGE, GET={}, PATCH={"version": 1, "text": "A text"}, DELETE={}),
    "api/v1/pages/<id>/restoration": by(None, PAGE, POST={}),
    "api/v1/pages/<id>/place": by("member", PAGE, PUT={"parent": None}),
    "api/v1/pages/<id>/space": by("manager", PAGE, PUT=the("space", "space_open")),
    "api/v1/pages/<id>/versions": by("member", PAGE, GET={}),
    "api/v1/pages/<id>/versions/<number>": Route(kind=PAGE, fill={"id": PAGE, "number": "1"}, token=True),
    "api/v1/spaces/<id>/folders": by("member", SPACE, GET={}),
    "api/v1/folders": Route(kind=SPACE, methods={"POST": the("space", SPACE, name="A folder")}, token=True),
    "api/v1/folders/<id>": by("manager", FOLDER, GET={}, PATCH={"name": "Another name"}, DELETE={}),
    "api/v1/folders/<id>/place": by("member", FOLDER, PUT={"folder": None}),
    "api/v1/folders/<id>/restoration": by(None, FOLDER, POST={}),
    "api/v1/spaces/<id>/documents": by("member", SPACE, GET={}),
    "api/v1/documents": by(None, SPACE, POST=the("space", SPACE, file="abcdef")),
    "api/v1/documents/<id>": by("manager", DOCUMENT, GET={}, PATCH={"name": "Another name"}, DELETE={}),
    "api/v1/documents/<id>/place": by("member", DOCUMENT, PUT={"folder": None}),
    "api/v1/documents/<id>/restoration": by("manager", "gone_secret", POST={}),
    "api/v1/documents/<id>/versions": by(None, DOCUMENT, GET={}, POST={"file": "abcdef"}),
    "api/v1/documents/<id>/versions/<number>/restoration": Route(
        kind=DOCUMENT, fill={"id": DOCUMENT, "number": "1"}, methods={"POST": {}}, token=True
    ),
    "api/v1/documents/<id>/conversation": by("member", DOCUMENT, POST={}),
    "api/v1/pages/<id>/conversation": by("member", PAGE, POST={}),
    "api/v1/events": Route(
        kind=SPACE, methods={"GET": [{}, {"show": "past"}], "POST": the("space", SPACE, **PLANNED)}, token=True
    ),
    "api/v1/spaces/<id>/events": by("member", SPACE, GET=[{}, {"show": "past"}]),
    "api/v1/events/<id>": by("manager", EVENT, GET={}, PATCH=[{"title": "Another"}, {"text": "A text", "seats": 900}]),
    "api/v1/events/<id>/answer": by("member", EVENT, PUT=[{"choice": "no"}, {"choice": "yes"}]),
    "api/v1/events/<id>/slot": by(None, EVENT, PUT={"slot": 0}, DELETE={}),
    "api/v1/events/<id>/answers": by("member", EVENT, GET={}),
    "api/v1/events/<id>/invitations": by("manager", EVENT, POST=lambda things: {"people": [things["insider"]]}),
    "api/v1/events/<id>/conversation": by("member", EVENT, POST={}),
    "api/v1/events/<id>/cancellation": by(None, EVENT, PUT={"why": "Rain"}, DELETE={}),
    "api/v1/spaces/<id>/archive": by("author", SPACE, PUT={}, DELETE={}),
    "api/v1/spaces/<id>/read": by("member", SPACE, PUT={}),
    "api/v1/spaces/<id>/request": by(None, SPACE, PUT={"words": "Please"}, DELETE={}),
    "api/v1/spaces/<id>/requests": by("manager", SPACE, GET={}),
    "api/v1/spaces/<id>/requests/<person>": about("asking", PUT={"accept": True}),
    "api/v1/spaces/<id>/invitation": by(None, SPACE, PUT={}, DELETE={}),
    "api/v1/spaces/<id>/invitations": by("manager", SPACE, GET={}),
    "api/v1/spaces/<id>/invitations/<person>": about("asking", PUT={}, DELETE={}),
    "api/v1/spaces/<id>/keys/<person>": about("insider", PUT={}),
    "api/v1/spaces/<id>/guests": by("author", SPACE, POST={"email": "new@partner.example", "name": "New Guest"}),
    "api/v1/spaces/<id>/discovery": by("author", SPACE, GET={}, PUT={"countries": ["FR"], "units": []}),
    "api/v1/spaces/<id>/mark": by(None, SPACE, PUT={}, DELETE={}),
    "api/v1/spaces/<id>/glass": by("member", SPACE, GET={}),
    "api/v1/glass": plain("administrator", POST=the("space", SPACE, reason="A reason")),
    "api/v1/proposals": plain("never", GET={}, POST=the("sponsor", "person", **PROPOSED)),
    "api/v1/proposals/<id>": by("administrator", "proposal", GET={}),
    "api/v1/proposals/<id>/answer": by(
        "administrator", "proposal", PUT=[{"accept": True}, {"accept": False, "refusal": "No"}]
    ),
    "api/v1/memberships": Route(
        kind=SPACE, methods={"GET": [{}, the("space", SPACE)], "POST": the("space", SPACE)}, control=None, token=True
    ),
    "api/v1/memberships/<id>": by("author", "membership_secret", GET={}, PATCH={"role": "manager"}, DELETE={}),
    # Posts and replies.
    "api/v1/feed/read": plain("never", PUT={}),
    "api/v1/feed": plain("member", GET=[{}, {"only": "unread"}, {"order": "active"}]),
    "api/v1/posts": Route(
        kind=SPACE, methods={"GET": {}, "POST": the("space", SPACE, title="A title")}, control="member", token=True
    ),
    "api/v1/posts/<id>": by("author", POST, GET={}, PATCH={"title": "New"}, DELETE={}),
    "api/v1/posts/<id>/comments": by("member", POST, GET={}, POST=WORDS),
    "api/v1/posts/<id>/restoration": by(None, POST, POST={}),
    "api/v1/posts/<id>/pin": by("manager", POST, PUT={}, DELETE={}),
    "api/v1/posts/<id>/reaction": by("member", POST, PUT={"kind": "thanks"}, DELETE={}),
    "api/v1/posts/<id>/bookmark": by("member", POST, PUT={}, DELETE={}),
    "api/v1/posts/<id>/subscription": by("member", POST, PUT={"muted": True}, DELETE={}),
    "api/v1/posts/<id>/acknowledgement": by(None, POST, PUT={}),
    "api/v1/posts/<id>/readings": by(None, POST, GET={}),
    "api/v1/posts/<id>/readings/purpose": by(None, POST, PUT={"purpose": "A purpose", "until": "2020-01-01"}),
    "api/v1/posts/<id>/read": by("member", POST, PUT={}),
    "api/v1/posts/<id>/versions": by("member", POST, GET={}),
    "api/v1/posts/<id>/shares": by("member", POST, GET={}),
    "api/v1/posts/<id>/shares/<space>": into(POST, "space_closed", PUT={}, DELETE={}),
    "api/v1/posts/<id>/space": by("author", POST, PUT=the("space", "space_closed")),
    "api/v1/comments/<id>/versions": by("member", COMMENT, GET={}),
    "api/v1/me/withdrawn": plain("member", GET={}),
    "api/v1/me/readings": plain("member", GET={}),
    # Drafts.
    "api/v1/delegations": Route(kind=SPACE, methods={"GET": {}, "POST": lent}, control="author", token=True),
    "api/v1/delegations/<id>": Route(
        fill={"id": "999999"}, methods={"GET": {}, "DELETE": {}}, control=None, token=True
    ),
    "api/v1/drafts": Route(
        kind=SPACE, methods={"GET": {}, "POST": the("space", SPACE, title="A title")}, control="member", token=True
    ),
    "api/v1/drafts/<id>": by("author", DRAFT, GET={}, PATCH={"title": "New"}, DELETE={}),
    "api/v1/drafts/<id>/publication": by("author", DRAFT, POST={}),
    "api/v1/drafts/<id>/schedule": by("author", DRAFT, PUT={"at": SOON}, DELETE={}),
    "api/v1/comments/<id>": by("member", COMMENT, GET={}, PATCH=WORDS, DELETE={}),
    "api/v1/comments/<id>/reaction": by("member", COMMENT, PUT={"kind": "agree"}, DELETE={}),
    "api/v1/comments/<id>/acceptance": by("author", COMMENT, PUT={}, DELETE={}),
    "api/v1/tags/<tag>/posts": Route(fill={"tag": "nothing"}, control="member", token=True),
    # Conversations and messages.
    "api/v1/conversations": Route(
        kind="person",
        methods={"GET": {}, "POST": lambda things: {"people": [things["person"]], "text": "A text"}},
        control="never",
        token=True,
    ),
    "api/v1/conversations/<id>": by("member", "group", GET={}, PATCH={"name": "A name", "muted": True}, DELETE={}),
    "api/v1/conversations/<id>/people/<person>": Route(
        kind="group",
        fill={"id": "group", "person": "insider"},
        methods={"PUT": {}, "DELETE": {}},
        control="author",
        token=True,
    ),
    "api/v1/conversations/<id>/read": by("member", "conversation", PUT={}),
    "api/v1/conversations/<id>/messages": by("member", "conversation", GET=[{}, {"before": "2"}], POST=WORDS),
    "api/v1/me/conversations": plain("never", GET={}, PUT={"shown": False}),
    "api/v1/messages/<id>": by("member", "conversation_message", GET={}, PATCH=WORDS, DELETE={}),
    "api/v1/messages/<id>/restoration": by(None, "conversation_message", POST={}),
    "api/v1/messages/<id>/versions": by("member", "conversation_message", GET={}),
    "api/v1/messages/<id>/reaction": by("member", "conversation_message", PUT={"kind": "agree"}, DELETE={}),
    # Files and search.
    "api/v1/files": plain(None, POST={}),
    "api/v1/files/<id>": by(None, "file_secret", GET={}, DELETE={}),
    "api/v1/search": Route(
        kind=SPACE, methods={"GET": [{}, {"q": "zq"}, the("space", SPACE, q="zq")]}, control="member", token=True
    ),
}

SHOTS = {"api/v1/docs": [seen()]}
