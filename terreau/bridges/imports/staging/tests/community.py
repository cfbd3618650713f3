"""A small community as Slack exports it, and what an import of it looks like once ids and keys are left aside."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.storage.models import Attachment
from terreau.network.posts.models import Comment, Post, Reaction, Tag
from terreau.network.spaces.models import Membership, Space

FIRST = 1577836800


def at(second: int) -> str:
    return f"{FIRST + second}.000100"


def said(second: int, text: str, user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "text": text, "ts": at(second), **more}


def user(key: str, name: str, **more: Any) -> dict[str, Any]:
    profile = {"real_name": name, "email": f"{name.lower()}@lumen.example", **more.pop("profile", {})}
    return {"id": key, "name": key.lower(), "team_id": "T1", "profile": profile, **more}


def contents(extra: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Three people and a bot; an open channel, a private one, an archived one; a thread, reactions, links, a file."""
    plan = {"id": "F0000001", "name": "plan.txt", "mimetype": "text/plain", "url_private": "https://x.example/plan"}
    link = f"https://lumen.slack.com/archives/C1/p{at(30).replace('.', '')}"
    general = [
        said(1, f"see <@U2> in <#C3> and <{link}|there>"),
        said(10, "a question", thread_ts=at(10), reactions=[{"name": "+1", "users": ["U2", "U3"], "count": 2}]),
        said(11, "an answer", "U2", thread_ts=at(10), parent_user_id="U1"),
        said(12, "thanks", "U3", thread_ts=at(10), reactions=[{"name": "heart", "users": ["U1"], "count": 1}]),
        said(20, "with a file", files=[plan]),
        said(30, "the last one", "U2"),
        {"type": "message", "subtype": "bot_message", "bot_id": "B9", "username": "Deploy", "text": "up", "ts": at(40)},
        *(extra or []),
    ]
    return {
        "users.json": [user("U1", "Ada"), user("U2", "Bea"), user("U3", "Cyr")],
        "channels.json": [
            {"id": "C1", "name": "general", "members": ["U1", "U2", "U3"], "creator": "U1"},
            {"id": "C3", "name": "old", "members": ["U1"], "is_archived": True},
        ],
        "groups.json": [{"id": "G1", "name": "board", "members": ["U1", "U2"], "creator": "U2"}],
        "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
        "general/2020-01-01.json": general,
        "board/2020-01-01.json": [said(50, "nobody else reads this", "U2")],
        "D1/2020-01-01.json": [said(60, "between us")],
        "__uploads/F0000001/plan.txt": "the plan",
    }


def archive(path: Path, made: dict[str, Any] | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, content in (made or contents()).items():
            text = content if isinstance(content, str) else json.dumps(content)
            file.writestr(zipfile.ZipInfo(name), text)
    return path


def here() -> dict[str, list[Any]]:
    """Everything of an import in plain words, in order: what a complete run leaves, however often it was stopped."""
    people = Person.objects.filter(profile__isnull=False).order_by("name", "email")
    return {
        "people": [(p.name, p.email, p.kind, p.joined_at, p.profile.source) for p in people],
        "spaces": sorted(
            (
                s.name,
                s.openness,
                bool(s.archived_at),
                s.posts.exists() and s.active_at,
                s.member_count,
                s.source,
                bool(s.shown_at),
            )
            for s in Space.objects.all()
        ),
        "members": sorted(Membership.objects.values_list("space__name", "person__name", "role")),
        "posts": sorted(map(told, Post.objects.select_related("author", "space")), key=str),
        "comments": sorted(map(told, Comment.objects.select_related("author", "post__space")), key=str),
        "reactions": sorted(Reaction.objects.values_list("person__name", "kind", "at")),
        "tags": sorted(Tag.objects.values_list("folded", "published_at")),
        "files": sorted(
            Attachment.objects.exclude(thing_kind="").values_list("name", "source", "thing_kind", "blob__digest")
        ),
    }


def told(thing: Post | Comment) -> tuple[Any, ...]:
    body = re.sub(r"(/people/|/spaces/|/posts/|#c-|data-person=\")[0-9a-z]+", r"\1KEY", thing.body)
    counts = (thing.useful, thing.thanks, thing.agree, thing.well_done, thing.support, thing.explore)
    more = (thing.comment_count, thing.active_at) if isinstance(thing, Post) else (bool(thing.parent_id),)
    return (thing.published_at, thing.arrived_at, thing.author.name, body, counts, thing.source, more)


def nothing_left() -> bool:
    """No trace in the rooms below but people who were here before."""
    rows = [Space, Post, Comment, Reaction, Tag, Membership]
    brought = Person.objects.filter(profile__isnull=False).exclude(kind=Kind.SYSTEM, username="terreau-imports")
    return not any(model.objects.exists() for model in rows) and not brought.exists()
