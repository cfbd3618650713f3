"""What a space needs to know once everything is in: who wrote there, and when it was last active."""

from datetime import datetime

from terreau.bridges.imports.staging.scratch import Scratch
from terreau.bridges.imports.staging.shapes import Comment, Post, Space
from terreau.bridges.imports.staging.writing import Thing

_SCHEMA = """
    CREATE TABLE home (post TEXT PRIMARY KEY, space TEXT) WITHOUT ROWID;
    CREATE TABLE wrote (space TEXT, person TEXT, PRIMARY KEY (space, person)) WITHOUT ROWID;
"""


class Life:
    """`spaces` by their id there; `active`: the moment something was last said in each."""

    def __init__(self) -> None:
        self.spaces: dict[str, Space] = {}
        self.active: dict[str, datetime] = {}
        self._scratch = Scratch(_SCHEMA)

    def note(self, item: Thing) -> None:
        """Take in one thing of the export, also one that is here already."""
        if isinstance(item, Space):
            self.spaces[item.source_id] = item
        elif isinstance(item, Post):
            self._scratch.run("INSERT OR REPLACE INTO home VALUES (?, ?)", item.source_id, item.space)
            self._wrote(item.space, item)
        elif isinstance(item, Comment):
            home = self._scratch.one("SELECT space FROM home WHERE post = ?", item.post)
            if home:
                self._wrote(home[0], item)

    def members(self, space: Space) -> tuple[str, ...]:
        """Those whom the export names, else those who wrote there."""
        if space.members:
            return space.members
        wrote = self._scratch.rows("SELECT person FROM wrote WHERE space = ? ORDER BY person", space.source_id)
        return tuple(person for (person,) in wrote)

    def _wrote(self, space: str, item: Post | Comment) -> None:
        self._scratch.run("INSERT OR IGNORE INTO wrote VALUES (?, ?)", space, item.author)
        self.active[space] = max(self.active.get(space, item.at), item.at)
