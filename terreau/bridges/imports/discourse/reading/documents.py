"""The JSON files of a forum, whatever their shape: topics, posts, lists of them, categories, users."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.elements import Element, elements
from terreau.bridges.imports.staging.plain import Json, items, line, mapping, text, whole
from terreau.bridges.imports.staging.shapes import Notice, Said, Skipped

_JSON = (".json", ".jsonl", ".ndjson")
_HASHTAG = re.compile(r'data-type="category" data-slug="([^"<>]{1,80})" data-id="(\d{1,9})"', re.ASCII)
# What lists and answers are called; an empty one holds nothing and is none of an unknown shape.
_KEYS = frozenset(["posts", "latest_posts", "private_posts", "topic_list", "topics", "category_list", "categories"])
_ABOUT = re.compile(r"\AAbout the (.{1,80}) category\Z|\AÀ propos de la catégorie (.{1,80})\Z")


@dataclass(frozen=True, slots=True)
class Topic:
    """A conversation of the forum. `category` 0: not said; `gone`: deleted there; `missing`: posts of it that the file

    does not hold.
    """

    id: int
    title: str = ""
    category: int = 0
    tags: tuple[str, ...] = ()
    closed: bool = False
    pinned: bool = False
    private: bool = False
    gone: bool = False
    accepted: int = 0
    answered: bool = False
    missing: int = 0
    full: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """`sure`: 2 if a list of categories says so, 1 if its first topic does, 0 if only a link to it."""

    id: int
    name: str
    purpose: str = ""
    private: bool = False
    parent: int = 0
    sure: int = 2


@dataclass(frozen=True, slots=True)
class Record:
    """One post with where it was found."""

    post: Json
    topic: int
    file: str
    position: str


@dataclass(frozen=True, slots=True)
class User:
    """What a file of its own says about somebody."""

    user: Json


Found = Topic | Category | Record | User | Skipped | Notice


def json_files(archive: Archive) -> list[str]:
    """The files that may hold something, in the order of their names."""
    return sorted(name for name in archive.names() if name.lower().endswith(_JSON))


def documents(archive: Archive, name: str) -> Iterator[Found]:
    """What one file holds. A topic comes before its posts."""
    file = plain.shown(name)
    for found in elements(archive, name, _looks, inside=True):
        if not isinstance(found, Element):
            yield found
            continue
        known = False
        for thing in _things(found, file):
            known = True
            yield thing
        if not known and _KEYS.isdisjoint(found.value):
            yield Skipped(file, found.position, Said(reasons.NOT_UNDERSTOOD))


def _looks(value: Json) -> bool:
    return "post_stream" in value or ("post_number" in value and ("cooked" in value or "raw" in value))


def _things(found: Element, file: str) -> Iterator[Found]:
    value = found.value
    if "post_stream" in value:
        yield from _topic_file(found, file)
    elif "post_number" in value or ("topic_id" in value and ("cooked" in value or "raw" in value)):
        yield from _post(value, file, found.position)
    else:
        yield from _lists(found, file)


def _lists(found: Element, file: str) -> Iterator[Found]:
    value = found.value
    for key in ("posts", "latest_posts", "private_posts"):
        for number, post in enumerate(items(value.get(key)), 1):
            yield from _post(post, file, f"{found.position}, {key} {number}")
    yield from map(_topic, items(mapping(value.get("topic_list")).get("topics")))
    yield from map(_topic, items(value.get("topics")))
    for holder in (value, mapping(value.get("category_list"))):
        yield from _categories(items(holder.get("categories")))
    if isinstance(value.get("category"), dict):
        yield from _categories([mapping(value.get("category"))])
    if isinstance(value.get("user"), dict):
        yield User(mapping(value.get("user")))
    yield from (User(user) for user in items(value.get("users")) if user.get("username"))
    if "username" in value and "id" in value:
        yield User(value)
    elif "slug" in value and "name" in value and "id" in value:
        yield from _categories([value])
    elif "title" in value and "id" in value:
        yield _topic(value)


def _categories(found: Iterator[Json] | list[Json]) -> Iterator[Category]:
    for category in found:
        number = whole(category.get("id"))
        name = line(category.get("name"), 200) or line(category.get("slug"), 200)
        if number and name:
            yield Category(
                number,
                name,
                purpose=text(category.get("description_text") or category.get("description_excerpt"), 2000).strip(),
                private=category.get("read_restricted") is True,
                parent=whole(category.get("parent_category_id")),
            )
        for key in ("subcategory_list", "subcategories"):
            yield from _categories([sub for sub in items(category.get(key)) if sub is not category][:1000])


def _topic_file(found: Element, file: str) -> Iterator[Found]:
    stream = mapping(found.value.get("post_stream"))
    posts = list(items(stream.get("posts")))
    wanted = stream.get("stream")
    missing = len(set(map(str, wanted))) - len(posts) if isinstance(wanted, list) else 0
    number = whole(found.value.get("id")) or (whole(posts[0].get("topic_id")) if posts else 0)
    yield _topic({**found.value, "id": number}, missing=max(0, missing))
    for post in posts:
        yield Record(post, number, file, f"{found.position}, post {whole(post.get('post_number'))}")


def _topic(value: Json, missing: int = 0) -> Topic:
    accepted = mapping(value.get("accepted_answer")) or next(iter(items(value.get("accepted_answers"))), {})
    return Topic(
        whole(value.get("id")),
        line(value.get("title") or value.get("topic_title"), 300),
        whole(value.get("category_id")),
        tags=_tags(value.get("tags")),
        closed=value.get("closed") is True or value.get("archived") is True,
        pinned=value.get("pinned") is True or value.get("pinned_globally") is True,
        private=value.get("archetype") == "private_message",
        gone=bool(value.get("deleted_at")),
        accepted=whole(accepted.get("post_number")),
        answered=bool(accepted) or value.get("has_accepted_answer") is True,
        missing=missing,
        full=True,
    )


def _tags(value: object) -> tuple[str, ...]:
    """Tags are words; newer forums give objects with a name."""
    named = [line(tag.get("name"), 50) for tag in items(value)]
    return tuple(dict.fromkeys(tag for tag in [*plain.texts(value), *named] if tag))[:20]


def _post(value: Json, file: str, position: str) -> Iterator[Found]:
    """A post by itself; what it says about its topic comes first."""
    number = whole(value.get("topic_id"))
    title = line(value.get("topic_title"), 300) or line(text(value.get("topic_slug"), 300).replace("-", " "), 300)
    category = whole(value.get("category_id"))
    about = _ABOUT.match(title)
    for slug, named in _HASHTAG.findall(text(value.get("cooked"), 200_000)):
        yield Category(int(named), line(slug), sure=0)
    if about and category and value.get("post_number") == 1:
        yield Category(category, about[1] or about[2], sure=1)
    # Only private messages have a category that is null.
    private = value.get("topic_archetype") == "private_message" or ("category_id" in value and not category)
    answered = value.get("topic_accepted_answer") is True or value.get("accepted_answer") is True
    accepted = whole(value.get("post_number")) if value.get("accepted_answer") is True else 0
    tags = _tags(value.get("topic_tags") or value.get("tags"))
    yield Topic(number, title, category, tags=tags, private=private, accepted=accepted, answered=answered)
    yield Record(value, number, file, position)
