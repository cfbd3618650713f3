"""What the people of the demo company write to each other: read, save what the others have not answered yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from terreau.foundation.identity.models import Person
from terreau.foundation.text import mentions, rich
from terreau.network.chat.models import Conversation, Event, Message, Named, Participant, Reaction, Wording


@dataclass
class Planted:
    """The messages as they stand, which of them wait for which files, and which are the first to wait for whom."""

    messages: list[Message] = field(default_factory=list)
    waiting: list[tuple[int, Message]] = field(default_factory=list)
    files: list[tuple[Message, Sequence[str]]] = field(default_factory=list)


def plant(talks: Iterable[Any], people: Mapping[str, int], keys: Iterator[str]) -> Planted:
    """Every conversation with its messages (`people`, `name`, `language`, `said`: who, when, what)."""
    known = {person.pk: person for person in Person.objects.filter(pk__in=people.values())}
    made = Planted()
    for talk in talks:
        one = Planting(talk, [known[people[login]] for login in talk.people], people, known)
        one.plant(next(keys))
        made.messages += one.rows
        made.waiting += one.waiting()
        made.files += [(row, said.files) for row, said in one.pairs if said.files]
    return made


class Planting:
    """One conversation in the making."""

    def __init__(self, talk: Any, first: list[Person], people: Mapping[str, int], known: Mapping[int, Person]) -> None:
        self.talk, self.first, self.people, self.known = talk, first, people, known
        self.group = len(first) > 2 or bool(talk.name)
        self.rows: list[Message] = []
        self.pairs: list[tuple[Message, Any]] = []
        self.parts: dict[int, Participant] = {}

    def plant(self, key: str) -> None:
        """All of its rows."""
        begun, ended = self.talk.said[0].at, self.talk.said[-1].at
        self.conversation = Conversation(key=key, created_at=begun, active_at=ended, name=self.talk.name)
        if self.group:
            self.conversation.begun_by = self.first[0]
        else:
            self.conversation.first, self.conversation.second = sorted(self.first, key=lambda one: one.pk)
        self.conversation.save()
        for person in self.first:
            self.take_part(person, 0, begun)
        if self.group:
            self.happen(Event.BEGUN, self.first[0], begun, self.first[1:], self.talk.name)
        for said in self.talk.said:
            self.say(said)
        Participant.objects.bulk_create(self.parts.values())
        self.conversation.last_number = len(self.rows)
        self.conversation.save(update_fields=["last_number"])

    def waiting(self) -> list[tuple[int, Message]]:
        """Who is behind, with the first message they have not read."""
        parts = [(person, part.read_number) for person, part in self.parts.items()]
        return [(person, self.rows[read]) for person, read in parts if read < len(self.rows)]

    def take_part(self, person: Person, number: int, at: Any, by: Person | None = None) -> None:
        seen = {"read_number": number, "from_number": number, "joined_at": at}
        by = by or (self.first[0] if self.group else None)
        self.parts[person.pk] = Participant(conversation=self.conversation, person=person, added_by=by, **seen)

    def happen(self, event: str, who: Person, at: Any, about: Sequence[Person], name: str = "") -> None:
        """An event of the group; whoever was up to date stays so."""
        row = self.row(who, at, name)
        row.event = event
        row.save()
        Named.objects.bulk_create([Named(message=row, person=person) for person in about])

    def say(self, said: Any) -> None:
        who = self.known[self.people[said.who]]
        if said.added:
            added = [self.known[self.people[login]] for login in said.added]
            for person in added:
                self.take_part(person, len(self.rows), said.at, who)
            return self.happen(Event.ADDED, who, said.at, added)
        row = self.row(who, said.at, self.words(said.words))
        row.answers = self.pairs[said.answers - 1][0] if said.answers else None
        row.reaction_count, row.file_count = len(said.reactions), len(said.files)
        if said.before:
            row.edited_at = said.at
            row.save()
            Wording.objects.create(message=row, body=rich.from_plain(said.before), at=said.at)
        row.save()
        named = set(mentions.find(row.body))
        Named.objects.bulk_create(
            [Named(message=row, person_id=id) for id in self.parts if self.known[id].key in named]
        )
        Reaction.objects.bulk_create(
            [Reaction(message=row, person_id=self.people[who], kind=kind, at=said.at) for who, kind in said.reactions]
        )
        self.pairs.append((row, said))
        return None

    def words(self, plain: str) -> str:
        """As they are stored; `@login` names somebody."""
        logins = {self.known[id].username: (self.known[id].key, self.known[id].name) for id in self.parts}
        plain = plain.replace("@{", "@").replace("}", "")
        return mentions.link(rich.from_plain(plain), {login: told for login, told in logins.items() if login})

    def row(self, who: Person, at: Any, body: str) -> Message:
        """The next message; who writes has read what came before."""
        number = len(self.rows) + 1
        made = Message(conversation=self.conversation, number=number, author=who, body=body, sent_at=at)
        made.language = self.talk.language
        self.rows.append(made)
        self.parts[who.pk].read_number = number
        return made
