"""Questions that are no single row: bursts, many readers, memory, open streams, the first page, start and end."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

from bench import doors, targets
from bench.measures import Measuring, Row, drain, percentiles
from bench.network import Client, Network
from terreau.foundation.identity.models import Person

BURST, MANY, STREAMS, PER_PERSON = 1_000, 10_000, 1_000, 6
Found = dict[str, Any]
ASSET = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')


def backlog(measuring: Measuring, who: list[doors.Door]) -> Found:
    """A thousand reactions as fast as they are taken; then how long until everything has followed."""
    drain()
    keys = [key for one in who for key in doors.fresh_to_react(one, BURST)][:BURST]
    requests = [targets.post(one, f"/posts/{key}/reaction", {"kind": "useful"}) for one, key in owners(who, keys)]
    took = measuring.client.order(requests=requests, count=len(requests), connections=8, expect=[303])["seconds"]
    return {"burst of reactions": len(requests), "taken in s": round(took, 1), "drained after s": round(drain(), 1)}


def owners(who: list[doors.Door], keys: list[str]) -> list[tuple[doors.Door, str]]:
    """Each post with a viewer who has not reacted to it yet."""
    left = {one.login: set(doors.fresh_to_react(one, BURST)) for one in who}
    pairs = [(next((one for one in who if key in left[one.login]), None), key) for key in keys]
    return [(one, key) for one, key in pairs if one is not None]


def many_members(measuring: Measuring, who: list[doors.Door]) -> Found:
    """Publishing into a space of 10,000 against one of 10, in turn."""
    rows = {size: publishing(measuring, size) for size in (10, 10_000)}
    few, crowd = rows[10], rows[10_000]
    return {
        "publish into 10, CPU ms": round(few.cpu, 2),
        "publish into 10,000, CPU ms": round(crowd.cpu, 2),
        "request, 10,000 against 10": round(crowd.ratio / few.ratio, 2),
        "with all that follows, 10,000 against 10": round((crowd.all_ratio or 0) / (few.all_ratio or 1), 2),
    }


def publishing(measuring: Measuring, size: int) -> Row:
    space = doors.space_of_size(size)
    person = doors.insider(space)
    one = doors.Door(str(person.username), person.pk, doors.page_headers(person), {}, space=space, thread="none")
    return measuring.row(next(target for target in targets.writes(one) if target.name == "publish"))


def memory(measuring: Measuring, who: list[doors.Door]) -> Found:
    """Ten thousand pages of all kinds, then what the processes hold."""
    requests = [target.fresh(1)[0] for one in who for target in targets.pages(one)]
    measuring.client.order(requests=requests, count=MANY, connections=8)
    return {"memory after 10,000 pages, MB": measuring.network.pss()}


def streams(measuring: Measuring, who: list[doors.Door]) -> Found:
    """Home pages alone, then beside a thousand open streams of other people."""
    order: Found = {"requests": [{"path": "/", "headers": who[0].headers}], "count": 300, "connections": 1}
    alone = percentiles(measuring.client.order(**order)["ms"])[1]
    people = Person.objects.filter(username__startswith="p").order_by("pk")[: STREAMS // PER_PERSON + 1]
    doors_in = [{"path": "/live", "headers": doors.page_headers(person)} for person in people]
    holder = Client(measuring.network.port)
    opened = holder.order(streams=STREAMS, requests=doors_in)["opened"]
    beside = percentiles(measuring.client.order(**order)["ms"])[1]
    holder.process.kill()
    holder.process.wait()
    return {
        "open streams": opened,
        "home p95 alone, beside, ms": [round(alone, 1), round(beside, 1)],
        "home p95 beside streams, ratio": round(beside / alone, 2),
    }


def first_page(measuring: Measuring, who: list[doors.Door]) -> Found:
    """Compressed bytes of home, its style sheets and its scripts."""
    found = {"html": len(fetched(measuring.network, "/", who[0].headers))}
    page = fetched(measuring.network, "/", who[0].headers | {"Accept-Encoding": "identity"})
    for path in ASSET.findall(page.decode()):
        found[path.rpartition("/")[2]] = len(fetched(measuring.network, path, who[0].headers))
    return {"first page, bytes": found | {"together": sum(found.values())}}


def start_and_end(measuring: Measuring, who: list[doors.Door]) -> Found:
    """Ctrl-C, then a second start on the same folder."""
    ended = measuring.network.stop()
    started = measuring.network.start()
    return {"Ctrl-C, s": round(ended, 1), "second start, s": round(started, 1)}


def fetched(network: Network, path: str, headers: dict[str, str]) -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{network.port}{path}", headers=headers)
    with urllib.request.urlopen(request) as answer:
        content: bytes = answer.read()
        return content


def offers(network: Network, path: str) -> bool:
    """Is there such an address?"""
    try:
        fetched(network, path, {})
    except urllib.error.HTTPError as problem:
        return problem.code != 404
    return True


PROBES: dict[str, Callable[[Measuring, list[doors.Door]], Found]] = {
    "first page": first_page,
    "backlog": backlog,
    "many members": many_members,
    "streams": streams,
    "memory": memory,
    "start and end": start_and_end,
}
