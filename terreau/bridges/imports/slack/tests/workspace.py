"""Workspaces as they come out of Slack, made by chance: every habit of an export that is known, in any mixture.

`Workspace(seed)` writes the archive and keeps count of what a faithful import must bring.
"""

import json
import random
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Json = dict[str, Any]
NAMES = ["général", "équipe-bois", "чертежи", "日本語", "random", "qualité_2", "old-stuff", "łódź"]
SYSTEM = [
    "channel_join",
    "channel_topic",
    "bot_add",
    "pinned_item",
    "huddle_thread",
    "channel_archive",
    "sh_room_created",
]
TEXTS = ["hello <@U1>", "see <#C0|général> &amp; <https://a.example/?a=1&amp;b=2|this>", "*bold* `x < y`\n• one\n• two"]


class Workspace:
    """`posts` and `comments` to be expected, `left` entries for what is not taken, `people` and `spaces`."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.files: dict[str, bytes] = {}
        self.posts = self.comments = self.left = self.direct = self.shared = 0
        self.private: set[str] = set()
        self.archived: set[str] = set()
        self.seen: set[str] = set()
        self.bots: set[str] = set()
        self.at = 1_400_000_000
        self.users = [self._user(number) for number in range(1, self.chance.randint(3, 9))]
        self.listed = {user["id"] for user in self.users}
        self.channels = [self._channel(number, name) for number, name in enumerate(NAMES[: self.chance.randint(1, 8)])]
        self._direct()
        self._lists()

    @property
    def people(self) -> int:
        return len(self.listed | self.seen) + len(self.bots)

    def write(self, path: Path) -> Path:
        """As a zip, perhaps in a folder of its own, with names not flagged as UTF-8, with what a Mac adds."""
        top = self.chance.choice(["", "", "Acme Slack export Jan 1 2020/"])
        plain = self.chance.random() < 0.4
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.files.items():
                archive.writestr((_Unflagged if plain else zipfile.ZipInfo)(top + name), content)
            if self.chance.random() < 0.5:
                archive.writestr("__MACOSX/._users.json", b"\0\5\x16\7junk")
                archive.writestr(f"{top}.DS_Store", b"junk")
        return path

    def _user(self, number: int) -> Json:
        pick = self.chance.random
        profile: Json = {"real_name": f"Person {number} Ł", "display_name": f"p{number}", "title": "Joiner"}
        if pick() < 0.5:
            profile["email"] = f"p{number}@wood.example"
        user: Json = {"id": f"U{number}", "team_id": "T1", "name": f"p{number}", "profile": profile}
        if pick() < 0.2:
            user |= {"is_restricted": True, "is_ultra_restricted": pick() < 0.5}
        if pick() < 0.2:
            user |= {"is_bot": True}
        if pick() < 0.2:
            user |= {"deleted": True}
        if pick() < 0.2:
            user |= {"team_id": "T2", "is_stranger": True}
        return user

    def _channel(self, number: int, name: str) -> Json:
        pick = self.chance
        channel: Json = {"id": f"C{number}", "name": name, "created": 1_400_000_000, "purpose": {"value": "what for"}}
        channel["members"] = [user["id"] for user in self.users if pick.random() < 0.6]
        if pick.random() < 0.3:
            channel["is_archived"] = True
            self.archived.add(name)
        if pick.random() < 0.3:
            self.private.add(name)
        messages = [self._message() for _ in range(pick.randint(0, 25))]
        self._days(name, [*messages, *self._replies(messages)])
        return channel

    def _message(self) -> Json:
        """A message that starts a conversation, or one of the tool itself (`subtype` of SYSTEM)."""
        pick, self.at = self.chance, self.at + self.chance.randint(1, 40_000)
        message: Json = {"type": "message", "ts": f"{self.at}.{pick.randrange(10**6):06d}"}
        if pick.random() < 0.15:
            self.left += 1
            return message | {"subtype": pick.choice(SYSTEM), "user": self._author(False), "text": "did something"}
        self.posts += 1
        return message | self._said()

    def _said(self) -> Json:
        """Who and what, in one of the shapes that exports have."""
        number = self.chance.randrange(8)
        if number == 1:
            self.bots.add("B1/deploy")
            shown = [{"fallback": "built", "title": "Build 7", "text": "green", "color": "#0f0"}]
            return {"subtype": "bot_message", "bot_id": "B1", "username": "deploy", "text": "", "attachments": shown}
        who = self._author(True)
        plain: Json = {"user": who, "text": self.chance.choice(TEXTS), "client_msg_id": "x", "team": "T1"}
        if number == 2:
            return plain | {"files": [self._file()], "upload": False}
        rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": "only in blocks"}]}
        shapes: dict[int, Json] = {
            0: {"text": "", "blocks": [{"type": "rich_text", "elements": [rich]}]},
            3: {"edited": {"user": who, "ts": f"{self.at + 5}.000000"}},
            4: {"reactions": [{"name": "tada", "users": [who], "count": 1}]},
            5: {"text": f"<@{who}> waves", "subtype": "me_message"},
        }
        return plain | shapes.get(number, {})

    def _file(self) -> Json:
        """With its content beside the messages, or only an address."""
        self.shared += 1
        number = self.shared
        file: Json = {
            "id": f"F{number:08d}",
            "name": "plan é.txt",
            "mimetype": "text/plain",
            "size": 5,
            "mode": "hosted",
        }
        file["url_private"] = f"https://files.slack.com/files-pri/T1-F{number:08d}/plan.txt?t=xoxe-secret"
        if self.chance.random() < 0.5:
            self.files[f"__uploads/F{number:08d}/plan é.txt"] = b"%05d" % number
        else:
            self.left += 1
        return file

    def _author(self, counts: bool) -> str:
        """Somebody of the list; now and then somebody of another company who is in none."""
        if self.chance.random() < 0.1:
            who = f"W{self.chance.randint(1, 3)}"
            if counts:
                self.seen.add(who)
            return who
        return str(self.chance.choice(self.users)["id"])

    def _replies(self, messages: list[Json]) -> list[Json]:
        """Answers days later, some sent to the channel as well; now and then the question has become a tombstone."""
        made = []
        for message in messages:
            if message.get("subtype") in SYSTEM or self.chance.random() < 0.7:
                continue
            message["thread_ts"] = message["ts"]
            for number in range(self.chance.randint(1, 4)):
                at = int(message["ts"].split(".")[0]) + 90_000 * (number + 1) + self.chance.randint(1, 80_000)
                reply = self._said() | {"type": "message", "ts": f"{at}.{number:06d}", "thread_ts": message["ts"]}
                if "subtype" not in reply and self.chance.random() < 0.2:
                    reply |= {"subtype": "thread_broadcast", "root": {"ts": message["ts"]}}
                made.append(reply)
                self.comments += 1
        return made

    def _days(self, folder: str, messages: list[Json]) -> None:
        """A file a day; some days are empty, some files begin with a mark, some messages stand twice."""
        days: dict[str, list[Json]] = {}
        for message in sorted(messages, key=lambda one: str(one["ts"])):
            day = datetime.fromtimestamp(int(message["ts"].split(".")[0]), UTC).strftime("%Y-%m-%d")
            days.setdefault(day, []).append(message)
            if message.get("subtype") not in SYSTEM and self.chance.random() < 0.05:
                days[day].append(message)
                self.left += 1
        days.setdefault("2013-01-01", [])
        for day, said in days.items():
            mark = b"\xef\xbb\xbf" if self.chance.random() < 0.2 else b""
            indent = self.chance.choice([None, 1, 4])
            text = json.dumps(said, indent=indent, ensure_ascii=self.chance.random() < 0.5)
            self.files[f"{folder}/{day}.json"] = mark + text.encode()

    def _direct(self) -> None:
        self.direct = self.chance.randint(0, 5)
        for number in range(self.direct):
            said = {"type": "message", "user": "U1", "text": "in private", "ts": f"15000000{number:02d}.000100"}
            folder = "D0000001" if number % 2 else "mpdm-p1--p2--p3-1"
            known = json.loads(self.files.get(f"{folder}/2017-07-14.json", b"[]"))
            self.files[f"{folder}/2017-07-14.json"] = json.dumps([*known, said]).encode()

    def _lists(self) -> None:
        groups = [channel for channel in self.channels if channel["name"] in self.private]
        lists: Json = {"users.json": self.users}
        lists["channels.json"] = [channel for channel in self.channels if channel not in groups]
        lists["groups.json"] = groups
        lists["dms.json"] = [{"id": "D0000001", "members": ["U1", "U2"]}]
        lists["mpims.json"] = [{"id": "G9", "name": "mpdm-p1--p2--p3-1", "members": ["U1", "U2"]}]
        lists["integration_logs.json"] = [{"user_id": "U1", "change_type": "added"}]
        lists["canvases.json"] = [{"id": "F1", "filetype": "quip"}]
        self.left += 1
        for name, value in lists.items():
            self.files[name] = json.dumps(value, ensure_ascii=False).encode()

    def expected(self) -> Counter[str]:
        figures = {"people": self.people, "spaces": len(self.channels), "posts": self.posts, "comments": self.comments}
        return Counter(figures)


class _Unflagged(zipfile.ZipInfo):
    """An entry whose name is UTF-8 that no flag announces, as many tools write it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # what zipfile calls
        return self.filename.encode(), self.flag_bits & ~0x800
