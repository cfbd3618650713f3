from tests.worlds.shapes import SIGNED_IN, Route, asked, seen, the


def of(number: str, **methods: object) -> Route:
    """A route about one message: the first is the author’s, the second the member’s."""
    return Route(kind="conversation", fill={"number": number}, methods=methods)


CONVERSATION, MESSAGE = "conversations/<keyed:key>", "conversations/<keyed:key>/messages/<int:number>"
ROUTES: dict[str, Route] = {
    "conversations": SIGNED_IN,
    "conversations/count": SIGNED_IN,
    "conversations/settings": asked("never", GET={}, POST=[{}, {"shows": "1"}]),
    "conversations/new": asked(
        "never", kind="person", GET=[{}, {"text": "zq"}, the("to", "person")], POST=the("to", "person", body="x")
    ),
    "conversations/new/group": asked(
        "never", kind="person", GET=[{}, the("person", "person")], POST=the("person", "person", name="A name")
    ),
    "conversations/new/people": asked("never", GET=[{}, {"q": "zq"}]),
    CONVERSATION: asked(
        kind="conversation", GET=[{}, {"before": "2"}, {"after": "1"}, {"around": "1"}, {"later": "1"}, {"reply": "1"}]
    ),
    f"{CONVERSATION}/messages": asked(kind="conversation", POST=[{"body": "x"}, {"body": "x", "answers": "1"}]),
    MESSAGE: of("1", GET={}),
    f"{MESSAGE}/edit": of("2", GET={}, POST={"body": "Other words"}),
    f"{MESSAGE}/reaction": of("1", POST=[{"kind": "thanks"}, {"kind": ""}]),
    f"{MESSAGE}/versions": of("1", GET={}),
    f"{MESSAGE}/withdrawal": of("2", POST={}),
    f"{MESSAGE}/restoration": Route(kind="conversation", fill={"number": "2"}, methods={"POST": {}}, control=None),
    f"{CONVERSATION}/draft": asked(kind="conversation", POST={"body": "x"}),
    f"{CONVERSATION}/mute": asked(kind="conversation", POST=[{}, {"off": "1"}]),
    f"{CONVERSATION}/name": asked(kind="group", POST={"name": "A name"}),
    f"{CONVERSATION}/nameable": asked(kind="conversation", GET={"q": "a"}),
    f"{CONVERSATION}/people": asked(kind="group", GET=[{}, {"who": "zq"}], POST=the("person", "person")),
    f"{CONVERSATION}/people/<keyed:person>/removal": Route(
        kind="group", fill={"person": "insider"}, methods={"POST": {}}, control="author"
    ),
    f"{CONVERSATION}/leaving": asked(kind="group", POST={}),
    f"{CONVERSATION}/reading": asked(kind="conversation", POST={"upto": "1"}),
}

SHOTS = {
    "conversations": [seen(), seen("charlie", of="few")],
    "conversations/settings": [seen()],
    "conversations/new": [seen(), seen(query="text=b", of="found"), seen(query="text=zzzz", of="nobody")],
    "conversations/new/group": [seen(), seen(query="who=b", of="found")],
    CONVERSATION: [
        seen(key="talk:alice"),
        seen("charlie", key="talk:charlie", of="short"),
        seen(key="talks:alice", of="group"),
        seen(key="talk:alice", query="reply=2", of="reply"),
        seen(key="talk:alice", query="around=3", of="around"),
    ],
    MESSAGE: [seen(key="talk:alice", number="2")],
    f"{MESSAGE}/edit": [seen("bob", key="talk:alice", number="1")],
    f"{MESSAGE}/versions": [seen(key="talk:alice", number="2")],
    f"{CONVERSATION}/people": [seen(key="talks:alice"), seen(key="talk:alice", of="two")],
}
NO_SCREEN = {
    "conversations/count": "a part of every page",
    "conversations/new/people": "JSON for whoever chooses people",
    f"{CONVERSATION}/nameable": "JSON for the box",
}
