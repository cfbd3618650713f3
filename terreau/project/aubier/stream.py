"""Three years of further threads, composed from the templates of `texts/templates`."""

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from terreau.project.aubier.clock import on_day
from terreau.project.aubier.conversation import Conversation
from terreau.project.aubier.curves import dates
from terreau.project.aubier.echo import post_reactions
from terreau.project.aubier.script import Script, folder, read
from terreau.project.aubier.shapes import Company, EditSpec, MemberSpec, PersonSpec, SpaceSpec, ThreadSpec
from terreau.project.aubier.slots import Filler
from terreau.project.aubier.spaces import Membership, weighted
from terreau.project.aubier.threads import attachment

Templates = dict[str, dict[str, tuple[Script, ...]]]
"""Topic to language to templates."""


def templates() -> Templates:
    """Return every template; a file is called "{topic}.{language}.md"."""
    found: Templates = defaultdict(dict)
    for path in folder("templates"):
        topic, language = Path(path.stem).stem, path.stem.rpartition(".")[2]
        found[topic.partition("-")[0]][language] = found[topic.partition("-")[0]].get(language, ()) + read(
            path, language
        )
    return dict(found)


def voices(made: Company, seed: str) -> dict[str, float]:
    """Return how readily each person writes: a few write much, most little, as in life."""
    rng = Random(f"{seed}/voices")
    named = set(made.alias.values())
    return {
        login: min(rng.paretovariate(1.15), 14.0) + (5.0 if login in named else 0.0) for login in sorted(made.people)
    }


@dataclass(slots=True)
class Composer:
    """Composes the threads of one space."""

    made: Company
    space: SpaceSpec
    members: dict[str, MemberSpec]
    voice: dict[str, float]
    library: Templates
    rng: Random
    now: datetime
    bodies: set[str] = field(default_factory=set)
    last_used: dict[str, int] = field(default_factory=dict)
    _able: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _pools: dict[tuple[date, str, str], tuple[list[str], list[float]]] = field(default_factory=dict)

    def compose(self, count: int) -> list[ThreadSpec]:
        """Return `count` threads, oldest first; fewer where no new wording is left."""
        found = []
        for number, day in enumerate(dates(self.space, self.rng, self.now, count)):
            thread = self._attempt(f"{self.space.slug}/t{number + 1}", day, number)
            if thread:
                found.append(thread)
        return found

    def _attempt(self, key: str, day: date, number: int) -> ThreadSpec | None:
        topic = self._topic()
        for _try in range(16):
            script = self._template(topic, number, day)
            author = script and self._author(script, day)
            thread = script and author and self._thread(key, script, author, day)
            if script and thread and thread.body not in self.bodies and thread.at < self.now - timedelta(hours=20):
                self.bodies.add(thread.body)
                self.last_used[script.source] = number
                return thread
        return None

    def _topic(self) -> str:
        topics = {topic: weight for topic, weight in weighted(self.space.topics).items() if topic in self.library}
        return self.rng.choices(list(topics), list(topics.values()))[0] if topics else ""

    def _template(self, topic: str, number: int, day: date) -> Script | None:
        """A template of the topic that fits the season and has rested for a while."""
        here = self.library.get(topic, {})
        spoken = {code: weight for code, weight in weighted(self.space.languages).items() if code in here}
        if not spoken:
            return None
        language = self.rng.choices(list(spoken), list(spoken.values()))[0]
        scripts = [script for script in here[language] if _in_season(script, day)]
        gap = min(7, sum(len(here[code]) for code in spoken) // 3)
        rested = sorted(scripts, key=lambda script: (self.last_used.get(script.source, -9999), script.source))
        if not rested:
            return None
        chosen = self.rng.choice(rested[: max(1, (len(rested) + 1) // 3)])
        return chosen if number - self.last_used.get(chosen.source, -9999) > gap else None

    def _author(self, script: Script, day: date) -> PersonSpec | None:
        if not script.get("new"):
            return self._somebody(day, script.listed("from"), script.language)
        arrived = [
            login
            for login, member in self.members.items()
            if member.since < day and (day - self.made.people[login].joined_on).days < 45
        ]
        speaking = [login for login in arrived if self.made.people[login].language == script.language]
        return self.made.people[self.rng.choice(speaking)] if speaking else None

    def _somebody(
        self, day: date, functions: list[str], language: str, avoid: tuple[str, ...] = ()
    ) -> PersonSpec | None:
        for wanted in (functions, []):
            logins, totals = self._pool(day, ",".join(wanted), language)
            for _try in range(12):
                if not logins:
                    break
                login = logins[min(bisect(totals, self.rng.random() * totals[-1]), len(logins) - 1)]
                left = self.made.people[login].left_on
                if login not in avoid and (left is None or day < left):
                    return self.made.people[login]
        return None

    def _pool(self, day: date, functions: str, language: str) -> tuple[list[str], list[float]]:
        """Who may speak in that month, with running totals of how readily they do."""
        month = max(day.replace(day=1), min(day, self.space.created_on + timedelta(days=2)))
        key = (month, functions, language)
        if key not in self._pools:
            logins = [
                login
                for login in self._able_to(functions, language)
                if self.members[login].since < month and self.made.people[login].here_on(month)
            ]
            self._pools[key] = logins, list(accumulate(self._weight(login, language) for login in logins))
        return self._pools[key]

    def _able_to(self, functions: str, language: str) -> list[str]:
        """Members who speak the language and are of one of these functions, sites or countries."""
        if (functions, language) not in self._able:
            wanted = set(functions.split(",")) if functions else set()
            self._able[functions, language] = [
                login
                for login, member in self.members.items()
                if language in self.made.people[login].languages
                and (not wanted or wanted & self._belongings(self.made.people[login]) or self._keeps(member, wanted))
            ]
        return self._able[functions, language]

    @staticmethod
    def _belongings(person: PersonSpec) -> set[str]:
        return {person.function, person.site, person.country}

    @staticmethod
    def _keeps(member: MemberSpec, wanted: set[str]) -> bool:
        return "keepers" in wanted and member.role in ("owner", "manager")

    def _weight(self, login: str, language: str) -> float:
        keeper = 2.5 if self.members[login].role in ("owner", "manager") else 1.0
        return self.voice[login] * keeper * (1.0 if self.made.people[login].language == language else 0.12)

    def _thread(self, key: str, script: Script, author: PersonSpec, day: date) -> ThreadSpec | None:
        at = on_day(author, day, self.rng)
        filler = Filler(self.rng, script.language, day, self.made.alias, {"author": author.given})
        filler.settle(script.texts())
        filler.names.update(_gendered(author, "me"))
        thanked = self._thanked(script, author, day)
        if script.kind == "kudos" and not thanked:
            return None
        if thanked:
            filler.names["to"] = thanked.given
            filler.names.update(_gendered(thanked, "to"))
            filler.names["site"] = self.made.sites[thanked.site].name.split(",")[0]
        title = _capital(filler.fill(script.title))
        body = filler.fill(script.body)
        talk = Conversation(self.space, author, filler, self._somebody, self.rng, self.now, len(self.members))
        comments = talk.comments(key, script, at)
        thread = ThreadSpec(
            key=key,
            space=self.space.slug,
            author=author.login,
            at=at,
            kind=script.kind,
            title=title,
            body=body,
            language=script.language,
            comments=comments,
            reactions=post_reactions(self.rng, script.kind, len(self.members), len(comments)),
            attachments=tuple(attachment(filler.fill(name)) for name in script.listed("files")),
            tags=tuple(filler.fill(tag) for tag in script.listed("tags")),
            kudos_to=(thanked.login,) if thanked else (),
            accepted=next((index for index, comment in enumerate(comments) if comment.accepted), None),
            edited=self._edited(body, at),
            written=False,
            template=script.source,
        )
        return thread

    def _thanked(self, script: Script, author: PersonSpec, day: date) -> PersonSpec | None:
        if script.kind != "kudos":
            return None
        for _try in range(20):
            person = self._somebody(day, script.listed("to"), script.language, (author.login,))
            if person and self._suits(person, script):
                return person
        return None

    def _suits(self, person: PersonSpec, script: Script) -> bool:
        """`who: she` asks for a woman, `who: plain` for somebody without a part of their own."""
        asked = script.get("who").split()
        named = person.login in self.made.alias.values()
        return not ("she" in asked and not person.feminine) and not ("plain" in asked and named)

    def _edited(self, body: str, at: datetime) -> EditSpec | None:
        if "\n\n" not in body or self.rng.random() > 0.05:
            return None
        return EditSpec(at + timedelta(minutes=self.rng.randrange(3, 90)), body.rpartition("\n\n")[0])


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _in_season(script: Script, day: date) -> bool:
    """`months: 11, 12, 1` keeps a template to those months."""
    months = script.listed("months")
    return not months or str(day.month) in months


def _gendered(person: PersonSpec, who: str) -> dict[str, str]:
    """Return endings and pronouns for a person: {to_e} is "e" or nothing, {to_il} "il" or "elle", {me_o} "o" or "a"…"""
    she = person.feminine
    return {
        f"{who}_e": "e" if she else "",
        f"{who}_il": "elle" if she else "il",
        f"{who}_Il": "Elle" if she else "Il",
        f"{who}_a": "a" if she else "",
        f"{who}_o": "a" if she else "o",
    }


def composed(
    made: Company,
    known: dict[str, SpaceSpec],
    joined: Membership,
    written: dict[str, int],
    seed: str,
    now: datetime,
    posts: int,
) -> list[ThreadSpec]:
    """Return about `posts` threads less those already `written` in each space, shared out by each space's volume."""
    library, voice = templates(), voices(made, seed)
    total = sum(space.volume for space in known.values())
    found: list[ThreadSpec] = []
    for space in known.values():
        count = max(round(posts * space.volume / total) - written.get(space.slug, 0), 0)
        rng = Random(f"{seed}/stream/{space.slug}")
        members = dict(sorted(joined[space.slug].items()))
        found.extend(Composer(made, space, members, voice, library, rng, now).compose(count))
    return found
