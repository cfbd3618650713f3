"""The people of a workspace: those in users.json, and those who appear in messages only (bots, partners, the lost)."""

from collections.abc import Iterator

from terreau.bridges.imports.slack.reading.answers import entries
from terreau.bridges.imports.slack.reading.layout import Layout
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.elements import Element
from terreau.bridges.imports.staging.plain import Json, line, mapping
from terreau.bridges.imports.staging.shapes import Notice, Person, Said, Skipped

SLACKBOT = "USLACKBOT"
_NOBODY = "unknown"
_LISTS = ("users.json", "org_users.json")


class People:
    """Who has been told of so far, and under which name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._accounts: dict[str, str] = {}  # of bots: their id as a bot -> as a person
        self._profiles: dict[str, Json] = {}  # what messages say of who is in no list
        self.bots: dict[str, str] = {}
        self.silent: dict[str, Person] = {}  # in no list, members of a space; to be told of once they say something
        self.team = ""

    def name(self, source_id: str) -> str | None:
        return self._names.get(source_id) or ("Slackbot" if source_id == SLACKBOT else None)

    def listed(self, archive: Archive, layout: Layout) -> Iterator[Person | Skipped | Notice]:
        """Everybody in the lists of people."""
        lists = [part.lists[name] for part in layout.parts() for name in _LISTS if name in part.lists]
        for name in (*lists, *layout.people):
            for found in entries(archive, name, looks):
                if not isinstance(found, Element):
                    yield found
                    continue
                source_id = line(found.value.get("id"), 60)
                if source_id and source_id not in self._names:
                    bot = line(mapping(found.value.get("profile")).get("bot_id"), 60)
                    self._accounts |= {bot: source_id} if bot else {}
                    yield self._known(_person(source_id, found.value, self.team))
                elif not (source_id and layout.teams):  # of an organisation, people are in several workspaces
                    why = Said(reasons.DUPLICATE, {"id": source_id}) if source_id else Said(reasons.NO_ID)
                    yield Skipped(plain.shown(name), found.position, why)

    def note(self, message: Json) -> None:
        """Keep what a message says of its author, should they be in no list."""
        user, profile = line(message.get("user"), 60), mapping(message.get("user_profile"))
        if profile and user and user not in self._names:
            self._profiles.setdefault(user, profile)

    def author(self, message: Json) -> tuple[str, Person | None]:
        """Who wrote a message, and that person if they have not been told of yet."""
        user = line(message.get("user"), 60) or line(mapping(message.get("comment")).get("user"), 60)
        bot = line(message.get("bot_id"), 60)
        written = message.get("subtype") != "bot_message"
        if written and not user and not bot and not message.get("username"):
            user = line(mapping(message.get("file")).get("user"), 60) or _NOBODY
        if user and not (message.get("subtype") == "bot_message" and bot and user not in self._names):
            return user, self.missing(user, mapping(message.get("user_profile")), mapping(message.get("bot_profile")))
        return self._bot(bot, message)

    def missing(self, source_id: str, profile: Json | None = None, app: Json | None = None) -> Person | None:
        """Somebody who is in no list, unless already told of; a bot, where the message says of which app."""
        if source_id in self._names:
            return None
        said = profile or self._profiles.get(source_id, {})
        names = (said.get("real_name"), said.get("display_name"), said.get("name"), (app or {}).get("name"))
        name = next((name for name in map(line, names) if name), "")
        slackbot = source_id == SLACKBOT
        return self._known(
            Person(
                source_id,
                name or ("Slackbot" if slackbot else source_id),
                username=line(said.get("name"), 80),
                is_bot=slackbot or bool(app),
                is_guest=said.get("is_restricted") is True or said.get("is_ultra_restricted") is True,
                known=False,
            )
        )

    def _bot(self, bot: str, message: Json) -> tuple[str, Person | None]:
        """A bot is itself; an incoming webhook that signs with different names is a different one each time."""
        signed = line(message.get("username"), 80)
        profile = mapping(message.get("bot_profile"))
        account = self._accounts.get(bot, "")
        if account and signed in ("", self._names[account]):
            return account, None
        source_id = "/".join(part for part in (bot or "bot", signed) if part)
        if source_id in self._names:
            return source_id, None
        name = signed or line(profile.get("name")) or self.bots.get(bot) or bot or "Bot"
        return source_id, self._known(Person(source_id, name, is_bot=True, known=False))

    def _known(self, person: Person) -> Person:
        self._names[person.source_id] = person.name
        return person


def looks(value: Json) -> bool:
    """Whether an object looks like an entry of users.json."""
    return "id" in value and ("profile" in value or "name" in value)


def team(archive: Archive, layout: Layout) -> str:
    """The workspace that most of the first people belong to."""
    seen: dict[str, int] = {}
    names = [part.lists["users.json"] for part in layout.parts() if "users.json" in part.lists] or layout.people
    for found in (found for name in names for found in entries(archive, name, looks)):
        if isinstance(found, Element) and not found.value.get("is_stranger"):
            of = line(found.value.get("team_id"), 40)
            seen[of] = seen.get(of, 0) + (1 if of else 0)
        if sum(seen.values()) >= 50:
            break
    return max(seen, key=lambda of: (seen[of], of), default="")


def _person(source_id: str, user: Json, team: str) -> Person:
    profile = mapping(user.get("profile"))
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    own = line(user.get("team_id"), 40)
    stranger = user.get("is_stranger") is True or bool(team and own and own != team and not user.get("enterprise_user"))
    return Person(
        source_id,
        next((name for name in map(line, names) if name), source_id),
        username=line(user.get("name"), 80),
        email=plain.email(profile.get("email")),
        title=line(profile.get("title"), 200),
        timezone=line(user.get("tz"), 60),
        is_bot=user.get("is_bot") is True or user.get("is_workflow_bot") is True or source_id == SLACKBOT,
        is_guest=stranger or user.get("is_restricted") is True or user.get("is_ultra_restricted") is True,
        deleted=user.get("deleted") is True,
    )
