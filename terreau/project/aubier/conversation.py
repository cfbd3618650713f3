"""What follows a composed post: comments and replies that hang together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from terreau.project.aubier.clock import next_working
from terreau.project.aubier.echo import comment_reactions
from terreau.project.aubier.script import Line, Script, ScriptError
from terreau.project.aubier.shapes import CommentSpec, PersonSpec, SpaceSpec
from terreau.project.aubier.slots import Filler, wordings

Finder = Callable[[date, list[str], str, tuple[str, ...]], PersonSpec | None]
"""Finds somebody of the space: day, wanted functions or sites, language, logins to avoid."""


@dataclass(slots=True)
class Conversation:
    """The comments on one post.

    The author and the expert keep to one line of thought: lines that offer as many wordings take the same one. A reply
    takes the wording of the comment it answers. Peers choose freely.
    """

    space: SpaceSpec
    author: PersonSpec
    filler: Filler
    find: Finder
    rng: Random
    now: datetime
    members: int
    said: set[str] = field(default_factory=set)

    def comments(self, key: str, script: Script, at: datetime) -> tuple[CommentSpec, ...]:
        """Return the comments in order; what answers a line left out is left out too."""
        answered = self.rng.random() < float(script.get("answered", "0.8")) * self._care(at)
        talkative = 0.55 + 0.45 * self.rng.random()
        found: list[CommentSpec] = []
        spoken, last, before = [self.author.login], at, True
        for line in script.lines:
            wanted = answered if line.accepted else self.rng.random() < talkative
            comment = None
            if wanted and (before or line.who != "author"):
                comment = self._comment(f"{key}/{len(found) + 1}", line, last, spoken, None)
            before = comment is not None
            while comment:
                found.append(comment)
                spoken.append(comment.author)
                last = comment.at
                again = line.who == "peer" and self.rng.random() < 0.4
                comment = self._comment(f"{key}/{len(found) + 1}", line, last, spoken, None) if again else None
        return tuple(found)

    def _care(self, at: datetime) -> float:
        """Spaces that lack care leave more questions open, all the more so lately."""
        if self.space.stage not in ("thirsty", "root-bound"):
            return 1.0
        recent = (self.now - at).days < 120
        return {"thirsty": 0.35, "root-bound": 0.7}[self.space.stage] if recent else 0.85

    def _comment(
        self, key: str, line: Line, last: datetime, spoken: list[str], parent: tuple[int, int] | None
    ) -> CommentSpec | None:
        person = self._speaker(line, last.date(), spoken)
        at = person and self._moment(person, last)
        if not person or not at:
            return None
        options = wordings(line.body)
        chosen = self._wording(line, len(options), parent)
        if not options[chosen] or options[chosen] in self.said:
            return None
        self.said.add(options[chosen])
        self.filler.names["speaker"] = person.given
        body = self.filler.fill(options[chosen])
        replies = []
        for index, said in enumerate(line.replies):
            if self.rng.random() < 0.8:
                thread = [*spoken, person.login]
                reply = self._comment(f"{key}/{index + 1}", said, at, thread, (len(options), chosen))
                if reply:
                    replies.append(reply)
        marks = comment_reactions(self.rng, line.accepted, self.members)
        return CommentSpec(key, person.login, at, body, self.filler.language, marks, tuple(replies), line.accepted)

    def _wording(self, line: Line, count: int, parent: tuple[int, int] | None) -> int:
        if parent and parent[0] == count:
            return parent[1]
        if line.who == "peer" or parent:
            return self.rng.randrange(count)
        return self.filler.agreed(count)

    def _moment(self, person: PersonSpec, last: datetime) -> datetime | None:
        hours = self.rng.lognormvariate(0.2 if person == self.author else 0.6, 1.1)
        wish = last + timedelta(hours=min(hours, 90), seconds=self.rng.randrange(30, 3600))
        at = next_working(person, wish, self.rng)
        gone = person.left_on and at.date() >= person.left_on
        closed = self.space.archived_on and at.date() >= self.space.archived_on
        return None if at >= self.now or gone or closed else at

    def _speaker(self, line: Line, day: date, spoken: list[str]) -> PersonSpec | None:
        language = self.filler.language
        if line.who == "author":
            return self.author
        if line.who == "expert" and self.rng.random() < 0.6:
            return self.find(day, ["keepers"], language, tuple(spoken[:1]))
        if line.who not in ("peer", "expert"):
            raise ScriptError(f"a template’s comments are by author, expert or peer, not by {line.who}")
        return self.find(day, [], language, tuple(spoken))
