from tests.worlds.shapes import SIGNED_IN, Route, asked, seen, the, writing

ROUTES: dict[str, Route] = {
    # Feeds and reading.
    "": SIGNED_IN,
    "fresh": asked("member", kind="space_secret", GET=[{}, the("space", "space_secret")]),
    "waiting": SIGNED_IN,
    "bookmarks": SIGNED_IN,
    "tags/<str:tag>": Route(fill={"tag": "nothing"}, control="member"),
    "reads": asked("member", POST=[{"all": "1"}, the("read", "post_secret")]),
    "spaces/<keyed:key>": asked("member", kind="space_secret"),
    "spaces/<keyed:key>/reads": asked("member", kind="space_secret", POST={}),
    # Writing.
    "posts/new": asked("member", GET=[{}, the("space", "space_secret")], POST=writing("space_secret")),
    "delegations": SIGNED_IN,
    "delegations/<int:number>/end": Route(fill={"number": "999999"}, methods={"POST": {}}, control=None),
    "withdrawn": SIGNED_IN,
    "drafts": asked("member", GET={}, POST=the("draft", "draft_secret", space="nowhere", title="A title")),
    "drafts/<keyed:key>/removal": asked("author", kind="draft_secret", POST={}),
    "drafts/<keyed:key>/schedule": asked("author", kind="draft_secret", POST={}),
    "posts/<keyed:key>": asked("member", kind="post_secret"),
    "posts/<keyed:key>/edit": asked("author", kind="post_secret", GET={}, POST={"title": "New", "body": "<p>New</p>"}),
    "posts/<keyed:key>/edit/draft": asked("author", kind="post_secret", POST=[{"body": "<p>New</p>"}, {}]),
    "posts/<keyed:key>/comments/draft": asked("member", kind="post_secret", POST=[{"body": "<p>A reply</p>"}, {}]),
    "posts/<keyed:key>/versions": asked("member", kind="post_secret"),
    "posts/<keyed:key>/shares": asked("member", kind="post_secret", GET={}),
    "posts/<keyed:key>/shares/<keyed:space>/removal": Route(
        kind="post_secret", fill={"space": "space_open"}, methods={"POST": {}}, control="author"
    ),
    "posts/<keyed:key>/space": asked("author", kind="post_secret", GET={}),
    "posts/<keyed:key>/comments": asked("member", kind="post_secret", POST={"body": "<p>A reply</p>"}),
    "posts/<keyed:key>/reaction": asked("member", kind="post_secret", POST=[{"kind": "thanks"}, {"kind": ""}]),
    "posts/<keyed:key>/bookmark": asked("member", kind="post_secret", POST=[{}, {"off": "1"}]),
    "posts/<keyed:key>/subscription": asked("member", kind="post_secret", POST=[{}, {"wish": "mute"}]),
    "posts/<keyed:key>/acknowledgement": asked(None, kind="post_secret", POST={}),
    "posts/<keyed:key>/readings": asked(None, kind="post_secret"),
    "posts/<keyed:key>/readings/purpose": asked(
        None, kind="post_secret", POST={"purpose": "A purpose", "until": "2020-01-01"}
    ),
    "posts/<keyed:key>/withdrawal": asked("author", kind="post_secret", POST={}),
    "posts/<keyed:key>/restoration": asked(None, kind="post_secret", POST={}),
    "posts/<keyed:key>/pin": asked("manager", kind="post_secret", POST=[{}, {"off": "1"}]),
    "comments/<keyed:key>/versions": asked("member", kind="comment_secret"),
    "comments/<keyed:key>/edit": asked("member", kind="comment_secret", GET={}, POST={"body": "<p>New</p>"}),
    "comments/<keyed:key>/edit/draft": asked("member", kind="comment_secret", POST=[{"body": "<p>New</p>"}, {}]),
    "comments/<keyed:key>/reaction": asked("manager", kind="comment_secret", POST={"kind": "agree"}),
    "comments/<keyed:key>/withdrawal": asked("member", kind="comment_secret", POST={}),
    "comments/<keyed:key>/acceptance": asked("author", kind="comment_secret", POST=[{}, {"off": "1"}]),
}

SHOTS = {
    "": [
        seen(),
        seen(query="only=unread", of="unread"),
        seen("bob", query="only=official", of="official"),
        seen("mathilde", query="only=questions", of="no-questions"),
        seen("gaby", of="guest"),
    ],
    "waiting": [seen(), seen("mathilde", of="nothing")],
    "bookmarks": [seen(), seen("gaby", of="empty")],
    "tags/<str:tag>": [seen(tag="vitrage")],
    "spaces/<keyed:key>": [
        seen(key="space:Qualité produit"),
        seen(key="space:Qualité produit", query="only=questions", of="questions"),
        seen("paul", key="space:Projet Alizé", of="secret"),
        seen("charlie", key="space:Programme Le Lien", of="closed"),
        seen("bob", key="space:Femmes du bois", of="not-a-member"),
        seen("dora", key="archived:", of="archived"),
    ],
    "posts/new": [seen(), seen("bob", query="kind=question", of="question")],
    "posts/<keyed:key>": [
        seen(key="post:Condensation entre vitrages"),
        seen("bob", key="post:Scies à panneaux", of="required"),
    ],
    "posts/<keyed:key>/edit": [seen(key="own:alice")],
    "posts/<keyed:key>/versions": [seen(key="post:Condensation entre vitrages")],
    "posts/<keyed:key>/shares": [seen(key="post:Condensation entre vitrages")],
    "posts/<keyed:key>/space": [seen(key="own:alice")],
    "posts/<keyed:key>/readings": [seen("dora", key="required:")],
    "drafts": [seen(), seen("rita", of="none")],
    "delegations": [seen(), seen("paul", of="leader")],
    "withdrawn": [seen()],
    "comments/<keyed:key>/edit": [seen(key="reply:alice")],
    "comments/<keyed:key>/versions": [seen(key="reply:alice")],
}
NO_SCREEN = {"fresh": "a part of home"}
