"""Three years of further threads, composed from the templates of `texts/templates`."""

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from terreau.project.aubier.clock import next_working, on_day
from terreau.project.aubier.curves import dates
from terreau.project.aubier.echo import comment_reactions, post_reactions
from terreau.project.aubier.script import Line, Script, ScriptError, folder, read
from terreau.project.aubier.shapes import CommentSpec, Company, EditSpec, MemberSpec, PersonSpec, SpaceSpec, ThreadSpec
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
        for _try in range(14):
            script = self._template(number)
            if not script:
                return None
            author = self._somebody(day, script.listed("from"), script.language)
            thread = author and self._thread(key, script, author, day)
            if thread and thread.body not in self.bodies and thread.at < self.now - timedelta(hours=20):
                self.bodies.add(thread.body)
                self.last_used[script.source] = number
                return thread
        return None

    def _template(self, number: int) -> Script | None:
        topics, languages = weighted(self.space.topics), weighted(self.space.languages)
        places = [
            (topic, language) for topic in topics for language in languages if self.library.get(topic, {}).get(language)
        ]
        if not places:
            return None
        weights = [topics[topic] * languages[language] for topic, language in places]
        topic, language = self.rng.choices(places, weights)[0]
        scripts = self.library[topic][language]
        rested = sorted(scripts, key=lambda script: (self.last_used.get(script.source, -9999), script.source))
        return self.rng.choice(rested[: max(1, (len(rested) + 1) // 3)])

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
        month = max(day.replace(day=1), min(day, self.space.created_on + timedelta(days=2)))
        key = (month, functions, language)
        if key not in self._pools:
            if len(self._pools) > 64:
                self._pools.clear()
            logins = [
                login for login, member in self.members.items() if self._speaks(member, month, functions, language)
            ]
            self._pools[key] = logins, list(accumulate(self._weight(login, language) for login in logins))
        return self._pools[key]

    def _speaks(self, member: MemberSpec, month: date, functions: str, language: str) -> bool:
        person = self.made.people[member.login]
        wanted = functions.split(",") if functions else []
        return (
            member.since < month
            and person.here_on(month)
            and language in person.languages
            and (not wanted or person.function in wanted or person.site in wanted or self._keeps(member, wanted))
        )

    @staticmethod
    def _keeps(member: MemberSpec, wanted: list[str]) -> bool:
        return "keepers" in wanted and member.role in ("owner", "manager")

    def _weight(self, login: str, language: str) -> float:
        keeper = 2.5 if self.members[login].role in ("owner", "manager") else 1.0
        return self.voice[login] * keeper * (1.0 if self.made.people[login].language == language else 0.12)

    def _thread(self, key: str, script: Script, author: PersonSpec, day: date) -> ThreadSpec | None:
        at = on_day(author, day, self.rng)
        filler = Filler(self.rng, script.language, day, self.made.alias, {"author": author.given})
        filler.settle(script.texts())
        filler.names["me_e"] = "e" if author.feminine else ""
        thanked = self._thanked(script, author, day)
        if script.kind == "kudos" and not thanked:
            return None
        if thanked:
            filler.names["to"] = thanked.given
            filler.names["to_e"] = "e" if thanked.feminine else ""
            filler.names["site"] = self.made.sites[thanked.site].name.split(",")[0]
        title = filler.fill(script.title)
        body = filler.fill(script.body)
        comments = self._comments(key, script, author, at, filler)
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
        return self._somebody(day, script.listed("to"), script.language, (author.login,))

    def _edited(self, body: str, at: datetime) -> EditSpec | None:
        if "\n\n" not in body or self.rng.random() > 0.05:
            return None
        return EditSpec(at + timedelta(minutes=self.rng.randrange(3, 90)), body.rpartition("\n\n")[0])

    def _comments(
        self, key: str, script: Script, author: PersonSpec, at: datetime, filler: Filler
    ) -> tuple[CommentSpec, ...]:
        answered = self.rng.random() < float(script.get("answered", "0.8")) * self._care(at)
        talkative = self.rng.random()
        found: list[CommentSpec] = []
        spoken: list[str] = [author.login]
        last = at
        for line in script.lines:
            if (line.accepted and not answered) or (not line.accepted and self.rng.random() > 0.4 + 0.55 * talkative):
                continue
            comment = self._comment(f"{key}/{len(found) + 1}", line, author, last, spoken, filler)
            if not comment:
                continue
            found.append(comment)
            spoken.append(comment.author)
            last = comment.at
        return tuple(found)

    def _care(self, at: datetime) -> float:
        """Spaces that lack care leave more questions open, all the more so lately."""
        if self.space.stage not in ("thirsty", "root-bound"):
            return 1.0
        recent = (self.now - at).days < 120
        return {"thirsty": 0.35, "root-bound": 0.7}[self.space.stage] if recent else 0.85

    def _comment(
        self, key: str, line: Line, author: PersonSpec, last: datetime, spoken: list[str], filler: Filler
    ) -> CommentSpec | None:
        person = self._speaker(line, author, last.date(), spoken, filler.language)
        if not person:
            return None
        hours = self.rng.lognormvariate(0.6, 1.1) if line.who != "author" else self.rng.lognormvariate(0.2, 1.0)
        at = next_working(
            person, last + timedelta(hours=min(hours, 90), seconds=self.rng.randrange(30, 3600)), self.rng
        )
        if at >= self.now or (person.left_on and at.date() >= person.left_on) or self._closed(at):
            return None
        filler.names["speaker"] = person.given
        body = filler.fill(line.body)
        replies = []
        for index, said in enumerate(line.replies):
            if self.rng.random() < 0.75:
                reply = self._comment(f"{key}/{index + 1}", said, author, at, [*spoken, person.login], filler)
                if reply:
                    replies.append(reply)
        marks = comment_reactions(self.rng, line.accepted, len(self.members))
        return CommentSpec(key, person.login, at, body, filler.language, marks, tuple(replies), line.accepted)

    def _closed(self, at: datetime) -> bool:
        return self.space.archived_on is not None and at.date() >= self.space.archived_on

    def _speaker(
        self, line: Line, author: PersonSpec, day: date, spoken: list[str], language: str
    ) -> PersonSpec | None:
        if line.who == "author":
            return author
        if line.who == "expert":
            return (
                self._somebody(day, ["keepers"], language, tuple(spoken[:1]))
                if self.rng.random() < 0.6
                else (self._somebody(day, [], language, tuple(spoken)))
            )
        if line.who != "peer":
            raise ScriptError(f"a template’s comments are by author, expert or peer, not by {line.who}")
        return self._somebody(day, [], language, tuple(spoken))


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
