"""What open pages are told: that something of a kind changed, by ids alone. Who is told is asked at that moment.

`settings.LIVE_AUDIENCES` says who hears: a name -> a function `(activities, among) -> {seq: ids of persons}`, which
answers for the activities it knows, among these connected persons only. The empty name stands for the room in which
the activity happened; any other is added to the kinds that a page may refresh (“notifications” beside “posts”).
An activity whose data names its persons (`person_id`, or a list `people`) goes to them, and beyond them only to whom a
named function finds: those who got a notice of it, who are told its number and kind and nothing else.

Everything here asks the database and runs in a thread.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from terreau.foundation.activity import numbers
from terreau.foundation.activity.models import Activity

BATCH = 500  # activities looked at together
TOO_FAR = 1_000  # a page further behind than this starts over instead of catching up
AT_ONCE = 5_000  # persons named in one question

Event = tuple[int, bytes]  # its number, and how it is sent
Heard = dict[int, dict[int, set[str]]]  # person -> seq -> kinds
Audience = Callable[..., Mapping[int, Iterable[int]]]


def newest() -> tuple[int, int]:
    """The last number given, and the last that all listeners of `settings.LIVE_AFTER` have heard.

    Pages are told of the second, so that what follows from an activity (a notification) is there when they ask again.
    """
    head = numbers.newest()
    return head, min([head, *numbers.heard_by(settings.LIVE_AFTER).values()]) if settings.LIVE_AFTER else head


def between(after: int, upto: int) -> list[Activity]:
    """At most a batch of activities numbered `after < seq <= upto`."""
    return numbers.between(after, upto, BATCH)


def events_for(activities: Sequence[Activity], among: set[int]) -> dict[int, list[Event]]:
    """For each of these connected persons who may know of them: the events, ready to send."""
    told = last_of_each(activities)
    heard: Heard = defaultdict(lambda: defaultdict(set))
    personal = [activity for activity in told if persons_named(activity) is not None]
    for activity in personal:
        for person in among & (persons_named(activity) or set()):
            heard[person][activity.seq or 0].add(room_of(activity))
    ask_audiences(told, among, heard)
    return written(told, heard)


def ask_audiences(activities: Sequence[Activity], among: set[int], heard: Heard) -> None:
    """Add to `heard` whom the functions of `settings.LIVE_AUDIENCES` name."""
    rooms = {activity.seq or 0: room_of(activity) for activity in activities}
    common = [activity for activity in activities if persons_named(activity) is None]
    everybody = sorted(among)
    for name, audience in audiences():
        for start in range(0, len(everybody), AT_ONCE):
            some = set(everybody[start : start + AT_ONCE])
            for seq, persons in audience(activities if name else common, some).items():
                for person in some.intersection(persons):
                    heard[person][seq].add(name or rooms[seq])


def audiences() -> list[tuple[str, Audience]]:
    return [(name, import_string(dotted)) for name, dotted in settings.LIVE_AUDIENCES.items()]


def last_of_each(activities: Sequence[Activity]) -> list[Activity]:
    """A thousand reactions to one post are one reason to look again: of each kind and thing, the last."""
    last = {(one.kind, one.thing_kind, one.thing_id or one.pk, one.data.get("person_id")): one for one in activities}
    return sorted(last.values(), key=lambda activity: activity.seq or 0)


def persons_named(activity: Activity) -> set[int] | None:
    """Whom alone a personal activity concerns; None if it is not personal."""
    if "person_id" in activity.data:
        return {activity.data["person_id"]}
    return set(activity.data["people"]) if "people" in activity.data else None


def room_of(activity: Activity) -> str:
    return activity.kind.partition(".")[0]


def written(activities: Sequence[Activity], heard: Heard) -> dict[int, list[Event]]:
    """The events of each person, in order; what several persons are told is written once."""
    keys = keys_of(activities)
    by_seq = {activity.seq or 0: activity for activity in activities}
    made: dict[tuple[int, tuple[str, ...]], bytes] = {}
    events: dict[int, list[Event]] = {}
    for person, kinds_by_seq in heard.items():
        events[person] = []
        for seq in sorted(kinds_by_seq):
            kinds = tuple(sorted(kinds_by_seq[seq]))
            if (seq, kinds) not in made:
                made[seq, kinds] = event(by_seq[seq], kinds, keys)
            events[person].append((seq, made[seq, kinds]))
    return events


def event(activity: Activity, kinds: Sequence[str], keys: Mapping[tuple[str, int], str]) -> bytes:
    """One server-sent event. A personal one names no space: its person may just have lost it."""
    facts: dict[str, object] = {"seq": activity.seq, "kind": activity.kind, "kinds": list(kinds)}
    if persons_named(activity) is None:
        facts |= {kind: keys[kind, pk] for kind, pk in things_in(activity) if (kind, pk) in keys}
    return f"id: {activity.seq}\nevent: nudge\ndata: {json.dumps(facts, separators=(',', ':'))}\n\n".encode()


def reset(seq: int) -> bytes:
    """Said to a page too far behind to catch up: look at everything again."""
    return f'id: {seq}\nevent: reset\ndata: {{"seq":{seq}}}\n\n'.encode()


def things_in(activity: Activity) -> list[tuple[str, int]]:
    """The thing, its space, and what its data refers to (`post_id`), as kind and id."""
    found = [(activity.thing_kind, activity.thing_id), ("space", activity.space_id)]
    found += [(name.removesuffix("_id"), value) for name, value in activity.data.items() if name.endswith("_id")]
    return [(kind, pk) for kind, pk in found if kind in keyed_models() and isinstance(pk, int)]


def keys_of(activities: Iterable[Activity]) -> dict[tuple[str, int], str]:
    """The opaque key of every thing these activities refer to, one query a kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for activity in activities:
        for kind, pk in things_in(activity):
            wanted[kind].add(pk)
    return {
        (kind, pk): key
        for kind, ids in wanted.items()
        for pk, key in keyed_models()[kind]._default_manager.filter(pk__in=ids).values_list("pk", "key")
    }


@cache
def keyed_models() -> dict[str, type[Model]]:
    """Every kind of thing that has an address of its own."""
    models = apps.get_models()
    return {model.__name__.lower(): model for model in models if any(f.name == "key" for f in model._meta.fields)}


def missed(after: int, upto: int, person: int) -> list[Event] | None:
    """What `person` may know of what happened while they were away, with the rights of now; None if it is too much.

    A page may have seen more than this process has told so far; it cannot have seen more than there is.
    """
    if upto - after > TOO_FAR or after > newest()[0]:
        return None
    events: list[Event] = []
    while batch := between(after, upto):
        events += events_for(batch, {person}).get(person, [])
        after = batch[-1].seq or upto
    return events
