from tests.worlds.shapes import Route, asked, seen, the

SAID = {
    **{"title": "A title", "body": "<p>A body</p>", "zone": "Europe/Paris", "first_day": "2030-05-02"},
    **{"first_hour": "10:00", "last_hour": "11:00"},
}

ROUTES: dict[str, Route] = {
    "calendar": asked("never", GET=[{}, {"show": "past"}, {"show": "month", "month": "2026-12"}]),
    "spaces/<keyed:key>/calendar": asked("member", kind="space_secret", GET=[{}, {"show": "past"}, {"show": "month"}]),
    "spaces/<keyed:key>/calendar/new": asked("member", kind="space_secret", GET={}, POST=SAID),
    "events/<keyed:key>": asked("member", kind="event_secret"),
    "calendar/feeds": asked(
        "member",
        kind="space_secret",
        GET=[{}, the("space", "space_secret")],
        POST=the("what", "space_secret"),
    ),
    "calendar/feeds/<str:secret>.ics": Route(fill={"secret": "terreau_calendar_nobody"}, control=None),
    "calendar/feeds/<keyed:key>/revocation": asked("author", kind="feed_own", POST={}),
    "events/<keyed:key>/event.ics": asked("member", kind="event_secret"),
    "events/<keyed:key>/answer": asked("member", kind="event_secret", POST=[{"choice": "no"}, {"choice": "yes"}]),
    "events/<keyed:key>/answer/following": asked("member", kind="event_secret", POST={"choice": "no"}),
    "events/<keyed:key>/slot": asked(None, kind="event_secret", POST=[{"slot": "0"}, {"slot": "x"}]),
    "events/<keyed:key>/slot/return": asked(None, kind="event_secret", POST={}),
    "events/<keyed:key>/attendance": asked("member", kind="event_secret"),
    "events/<keyed:key>/invitations": asked(
        "manager", kind="event_secret", GET={}, POST=[{"act": "find", "who": "a"}, the("people", "insider")]
    ),
    "events/<keyed:key>/comments": asked("member", kind="event_secret", POST={"body": "<p>A reply</p>"}),
    "events/<keyed:key>/comments/draft": asked("member", kind="event_secret", POST=[{"body": "<p>A reply</p>"}, {}]),
    "events/<keyed:key>/announcement": asked("member", kind="event_secret", GET={}, POST={"body": "<p>Words</p>"}),
    "events/<keyed:key>/edit": asked("manager", kind="event_secret", GET={}, POST=SAID),
    "events/<keyed:key>/cancellation": asked("manager", kind="event_secret", GET={}, POST={"why": "Rain"}),
    "events/<keyed:key>/resumption": asked(None, kind="event_secret", POST={}),
}

NO_SCREEN = {
    "calendar/feeds/<str:secret>.ics": "read by calendar programs",
    "events/<keyed:key>/event.ics": "read by calendar programs",
}
SHOTS = {
    "calendar": [
        seen(),
        seen(query="show=past", of="past"),
        seen(query="show=month", of="month"),
        seen("charlie", of="abroad"),
    ],
    "calendar/feeds": [seen()],
    "spaces/<keyed:key>/calendar": [
        seen(key="space:Qualité produit"),
        seen(key="space:Qualité produit", query="show=month", of="month"),
        seen(key="space:Qualité produit", query="show=past", of="past"),
        seen("bob", key="space:Maintenance des lignes", of="empty"),
    ],
    "spaces/<keyed:key>/calendar/new": [seen(key="space:Qualité produit")],
    "events/<keyed:key>": [
        seen(key="event:Le quart d’heure"),
        seen("charlie", key="event:Le quart d’heure", of="abroad"),
        seen(key="event:Petit-déjeuner", of="full"),
        seen("charlie", key="event:Ouvrir un espace", of="office-hours"),
        seen("dora", key="event:Ouvrir un espace", of="own-office-hours"),
        seen(key="event:Visite de la scierie", of="called-off"),
    ],
    "events/<keyed:key>/attendance": [
        seen(key="event:Petit-déjeuner"),
        seen("bob", key="event:Le quart d’heure", of="reader"),
    ],
    "events/<keyed:key>/invitations": [seen(key="event:Petit-déjeuner")],
    "events/<keyed:key>/announcement": [seen(key="event:La forêt de Haute-Corrèze")],
    "events/<keyed:key>/edit": [
        seen(key="event:Petit-déjeuner"),
        seen("dora", key="event:Ouvrir un espace", of="series"),
    ],
    "events/<keyed:key>/cancellation": [
        seen(key="event:Petit-déjeuner"),
        seen("dora", key="event:Ouvrir un espace", of="series"),
    ],
}
