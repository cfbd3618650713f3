"""What the words of a post set in motion: people named and tags, among those who may see it."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from terreau.foundation.access.words import Unsaid
from terreau.foundation.identity.models import Person
from terreau.foundation.text import mentions, rich, tags
from terreau.network.posts import rules
from terreau.network.posts.models import Comment, Mention, Post, Tag, Thanked


def demand_post(title: str, body: str, files: Collection[object]) -> str:
    """A post says something by its title, its rich text (cleaned already) or a file: that text, or `Unsaid`."""
    if not title.strip() and rich.is_empty(body) and not files:
        raise Unsaid("body", _("There is nothing to publish yet: write a title or a text, or add a file."))
    return body


def demand_reply(body: str) -> None:
    """A reply has words of its own (cleaned already); raise `Unsaid` otherwise."""
    if rich.is_empty(body):
        raise Unsaid("body", _("The reply is empty: write a word or two."))


def name_people(post: Post, comment: Comment | None = None) -> list[int]:
    """Resolve who is named among those whom its writer may name there; all other names become plain text (case A22).

    Returns the ids of the people named for the first time.
    """
    thing: Post | Comment = comment or post
    if thing.edited_at is None and not mentions.find(thing.body) and "@" not in thing.body:
        return []
    near = rules.nameable(thing.author, post)
    found = {person.key: person for person in near.filter(key__in=mentions.find(thing.body))}
    handles = [name for name in mentions.find_names(rich.to_plain(thing.body))]
    by_name = {p.username: (p.key, p.name) for p in near.filter(username__in=handles) if p.username}
    body = mentions.link(mentions.strip(thing.body, set(found)), by_name)
    if body != thing.body:
        thing.body = body
        thing.save(update_fields=["body"])
    named = set(Person.objects.filter(key__in=mentions.find(body)).values_list("pk", flat=True))
    known = set(Mention.objects.filter(post=post, comment=comment).values_list("person_id", flat=True))
    Mention.objects.filter(post=post, comment=comment).exclude(person_id__in=named).delete()
    fresh = sorted(named - known)
    Mention.objects.bulk_create([Mention(post=post, comment=comment, person_id=person) for person in fresh])
    return fresh


def tag(post: Post) -> None:
    """The post’s tags as rows, newest words first; those gone from the text are gone."""
    words = {word.folded: word.name for word in tags.find_rich(post.body)}
    if post.edited_at is not None:
        Tag.objects.filter(post=post).exclude(folded__in=words).delete()
    if not words:
        return
    rows = [Tag(post=post, folded=key, name=name, published_at=post.published_at) for key, name in words.items()]
    Tag.objects.bulk_create(rows, ignore_conflicts=True)


def thank(post: Post, people: list[Person]) -> list[int]:
    """Whom a kudos thanks, among those who may see it (case A22). Returns their ids."""
    if not people:
        return []
    seeing = rules.audience(post).filter(pk__in=[person.pk for person in people])
    ids = sorted(seeing.values_list("pk", flat=True))
    Thanked.objects.bulk_create([Thanked(post=post, person_id=person) for person in ids])
    return ids
