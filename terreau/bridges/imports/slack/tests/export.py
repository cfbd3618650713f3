"""A small Slack export made in a test."""

import json
import zipfile
from pathlib import Path
from typing import Any, Self, TypeVar

from terreau.bridges.imports.slack.reading import read
from terreau.bridges.imports.staging.archive import Limits, open_archive

Thing = TypeVar("Thing")


class Export:
    def __init__(self) -> None:
        names = {"U1": "Ada", "U2": "Bea", "U3": "Cyr"}
        self.users: list[dict[str, Any]] = [
            {"id": key, "name": name.lower(), "team_id": "T1", "profile": {"real_name": name}}
            for key, name in names.items()
        ]
        self.lists: dict[str, Any] = {"channels.json": [{"id": "C1", "name": "general", "members": list(names)}]}
        self.days: dict[str, Any] = {}
        self.more: dict[str, bytes] = {}
        self._next = 0

    def made(self, text: str, **more: Any) -> dict[str, Any]:
        self._next += 1
        ts = f"{1577836800 + self._next}.000100"
        return {"type": "message", "user": "U1", "text": text, "ts": ts, **more}

    def message(self, words: str, **more: Any) -> Self:
        message = {key: value for key, value in self.made(words, **more).items() if value is not None}
        self.days.setdefault("general/2020-01-01.json", []).append(message)
        return self

    def files(self) -> dict[str, bytes]:
        everything = {"users.json": self.users, **self.lists, **self.days}
        return {name: json.dumps(value).encode() for name, value in everything.items()} | self.more

    def zip(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in self.files().items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return path


def found(path: Path, kind: type[Thing], limits: Limits | None = None) -> list[Thing]:
    with open_archive(path, limits) as archive:
        return [item for item in read(archive) if isinstance(item, kind)]


def only(things: list[Thing]) -> Thing:
    (thing,) = things
    return thing
