"""How people react, follow, keep and confirm: drawn, with the skew of real life."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from terreau.project.aubier.clock import next_working, on_day
from terreau.project.aubier.shapes import AckSpec, BookmarkSpec, Company, DelegationSpec, FollowSpec, ThreadSpec
from terreau.project.aubier.spaces import Membership

# Share of readers that had confirmed a running required reading, by site; the others fall in between.
CONFIRMED = {"nantes": 0.87, "kassel": 0.72, "trois-rivieres": 0.77, "curitiba": 0.37}
SECOND_KINDS = {
    "message": (("thanks", 0.3), ("well_done", 0.25), ("agree", 0.3), ("explore", 0.12), ("support", 0.08)),
    "question": (("agree", 0.2), ("support", 0.2), ("explore", 0.3)),
    "announcement": (("thanks", 0.4), ("agree", 0.15), ("well_done", 0.12)),
    "kudos": (("well_done", 0.9), ("thanks", 0.5), ("agree", 0.4), ("support", 0.2)),
}
LIVELY = {"message": 1.0, "question": 0.55, "announcement": 1.5, "kudos": 2.0}


def post_reactions(rng: Random, kind: str, members: int, comments: int) -> dict[str, int]:
    """Return counts of reactions to a post in a space of that many members."""
    reach = max(members, 3) ** 0.5
    useful = int(reach * LIVELY[kind] * rng.lognormvariate(-1.3, 0.9) + 0.4 * comments * rng.random())
    limit = max(members // 5, 2)
    counts = {"useful": min(useful, limit)}
    for other, share in SECOND_KINDS[kind]:
        if rng.random() < share:
            counts[other] = min(int(useful * rng.random() * 0.6), limit)
    return {name: count for name, count in counts.items() if count > 0}


def comment_reactions(rng: Random, accepted: bool, members: int) -> dict[str, int]:
    """Return counts of reactions to a comment."""
    useful = int(rng.lognormvariate(0.9 if accepted else -0.6, 0.9))
    counts = {"useful": min(useful, max(members // 8, 1))}
    if rng.random() < (0.4 if accepted else 0.1):
        counts["thanks"] = rng.randrange(1, 4)
    return {name: min(count, max(members // 4, 1)) for name, count in counts.items() if count > 0}


@dataclass(slots=True)
class Reactor:
    """Chooses who reacts: members of the space that day, never the author, nobody twice with the same kind."""

    made: Company
    joined: Membership
    voice: dict[str, float]

    def of(self, space: str, author: str, at: datetime, counts: dict[str, int], key: str) -> Iterator[tuple[str, str]]:
        """Yield (login, kind)."""
        rng = Random(f"reactions/{key}")
        here = [
            login
            for login, member in sorted(self.joined[space].items())
            if login != author and member.since <= at.date() and self.made.people[login].here_on(at.date())
        ]
        for kind, count in counts.items():
            ranked = sorted(here, key=lambda login: (-(rng.random() ** (1 / self.voice[login])), login))
            for login in ranked[:count]:
                yield login, kind


def follows(made: Company, voice: dict[str, float], seed: str, now: datetime) -> list[FollowSpec]:
    """Return who follows whom: most follow a few of the same site, everybody the talkative."""
    rng = Random(f"{seed}/follows")
    people = [person for person in made.people.values() if not person.is_guest and person.left_on is None]
    logins = [person.login for person in people]
    weights = [voice[login] ** 1.6 for login in logins]
    found: dict[tuple[str, str], FollowSpec] = {}
    for person in people:
        wanted = min(int(rng.lognormvariate(0.1, 1.2)), 40)
        if person.login == made.alias["alice"]:
            wanted = 24
        for followed in rng.choices(logins, weights, k=wanted):
            if followed == person.login:
                continue
            start = max(person.joined_on, made.people[followed].joined_on)
            days = max((now.date() - start).days - 1, 0)
            on = start + timedelta(days=int(days * rng.random()))
            found.setdefault((person.login, followed), FollowSpec(person.login, followed, on))
    for first, second in (("alice", "friederike"), ("alice", "karim"), ("alice", "salma"), ("bob", "alice")):
        pair = (made.alias[first], made.alias[second])
        start = max(made.people[login].joined_on for login in pair)
        found.setdefault(pair, FollowSpec(*pair, start))
    return list(found.values())


def delegations(made: Company, threads: list[ThreadSpec], now: datetime) -> list[DelegationSpec]:
    """Return who may write for whom: what the threads show, and Paul Ménard's executive space to Alice Vasseur."""
    until = date(now.year, 12, 31)
    since = now.date() - timedelta(days=90)
    paul, alice = made.alias["paul"], made.alias["alice"]
    found = {(paul, alice, "direction"): DelegationSpec(paul, alice, "direction", since, until)}
    for thread in threads:
        if thread.on_behalf_of:
            key = (thread.on_behalf_of, thread.author, thread.space)
            first = min(thread.at.date(), found[key].since if key in found else thread.at.date())
            found[key] = DelegationSpec(*key, first - timedelta(days=1), until)
    return list(found.values())


def bookmarks(
    made: Company, joined: Membership, threads: list[ThreadSpec], seed: str, now: datetime
) -> list[BookmarkSpec]:
    """Return which posts are kept by whom; useful posts are kept more often."""
    rng = Random(f"{seed}/bookmarks")
    found = []
    for thread in threads:
        keepers = min(int(thread.reactions.get("useful", 0) * rng.random() * 0.25), 12)
        readers = [login for login, member in sorted(joined[thread.space].items()) if member.since <= thread.at.date()]
        for login in rng.sample(readers, min(keepers, len(readers))):
            person = made.people[login]
            at = next_working(person, thread.at + timedelta(hours=rng.expovariate(1 / 30)), rng)
            if at < now and person.here_on(at.date()):
                found.append(BookmarkSpec(login, thread.key, at))
    return found


def acknowledgements(
    made: Company, joined: Membership, threads: list[ThreadSpec], seed: str, now: datetime
) -> list[AckSpec]:
    """Return who confirmed the required readings; almost everybody once the date has passed."""
    found = []
    for thread in threads:
        if not thread.required_until:
            continue
        rng = Random(f"{seed}/acks/{thread.key}")
        running = thread.required_until >= now.date()
        for login, member in sorted(joined[thread.space].items()):
            person = made.people[login]
            share = CONFIRMED.get(person.site, 0.66) if running else 0.94
            chance, at = rng.random(), _confirmed_at(made, login, thread, rng, now)
            meant = login not in (thread.author, "alice") and member.since <= thread.at.date()
            if meant and chance < share and thread.at < at < now and person.here_on(at.date()):
                found.append(AckSpec(login, thread.key, at))
    return found


def _confirmed_at(made: Company, login: str, thread: ThreadSpec, rng: Random, now: datetime) -> datetime:
    person = made.people[login]
    if now - thread.at < timedelta(days=1):
        return thread.at + (now - thread.at) * rng.random()
    length = max((min(now.date(), thread.required_until or now.date()) - thread.at.date()).days, 1)
    day = thread.at.date() + timedelta(days=int(length * rng.random() ** 1.7))
    at = next_working(person, on_day(person, day, rng), rng)
    return at if at > thread.at else thread.at + timedelta(minutes=rng.randrange(4, 90))
