from tests.worlds.shapes import Route, asked, seen

SAID = {
    **{"title": "A title", "body": "<p>A body</p>", "zone": "Europe/Paris", "first_day": "2030-05-02"},
    **{"first_hour": "10:00", "last_hour": "11:00"},
}

ROUTES: dict[str, Route] = {
    "calendar": asked("never", GET=[{}, {"show": "past"}]),
    "spaces/<keyed:key>/calendar": asked("member", kind="space_secret", GET=[{}, {"show": "past"}]),
    "spaces/<keyed:key>/calendar/new": asked("member", kind="space_secret", GET={}, POST=SAID),
    "events/<keyed:key>": asked("member", kind="event_secret"),
    "events/<keyed:key>/edit": asked("manager", kind="event_secret", GET={}, POST=SAID),
    "events/<keyed:key>/cancellation": asked("manager", kind="event_secret", GET={}, POST={"why": "Rain"}),
    "events/<keyed:key>/resumption": asked(None, kind="event_secret", POST={}),
}

SHOTS = {
    "calendar": [seen(), seen(query="show=past", of="past"), seen("charlie", of="abroad")],
    "spaces/<keyed:key>/calendar": [
        seen(key="space:Qualité produit"),
        seen(key="space:Qualité produit", query="show=past", of="past"),
        seen("bob", key="space:Maintenance des lignes", of="empty"),
    ],
    "spaces/<keyed:key>/calendar/new": [seen(key="space:Qualité produit")],
    "events/<keyed:key>": [
        seen(key="event:Le quart d’heure"),
        seen("charlie", key="event:Le quart d’heure", of="abroad"),
        seen(key="event:Visite de la scierie", of="called-off"),
    ],
    "events/<keyed:key>/edit": [seen(key="event:Petit-déjeuner")],
    "events/<keyed:key>/cancellation": [seen(key="event:Petit-déjeuner")],
}
