from tests.worlds.shapes import SIGNED_IN, Route, asked, seen, the

ROUTES: dict[str, Route] = {
    "conversations": SIGNED_IN,
    "conversations/count": SIGNED_IN,
    "conversations/new": asked(
        "never", kind="person", GET=[{}, {"text": "zq"}, the("to", "person")], POST=the("to", "person", body="x")
    ),
    "conversations/<keyed:key>": asked(kind="conversation", GET=[{}, {"before": "2"}, {"after": "1"}]),
    "conversations/<keyed:key>/messages": asked(kind="conversation", POST={"body": "x"}),
    "conversations/<keyed:key>/reading": asked(kind="conversation", POST={"upto": "1"}),
}

SHOTS = {
    "conversations": [seen(), seen("charlie", of="few")],
    "conversations/new": [seen(), seen(query="text=b", of="found"), seen(query="text=zzzz", of="nobody")],
    "conversations/<keyed:key>": [seen(key="talk:alice"), seen("charlie", key="talk:charlie", of="short")],
}
NO_SCREEN = {"conversations/count": "a part of every page"}
