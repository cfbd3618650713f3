"""What a search may find: the rules of the rooms that own the things, asked on their own tables."""

from django.db.models import Exists, OuterRef, Q

from terreau.foundation.identity.models import Person
from terreau.network.chat import queries as chat
from terreau.network.people import queries as people
from terreau.network.spaces import queries as spaces

IN_SPACES = ["post", "comment", "page", "event", "file", "document"]


def visible(viewer: Person) -> Q:
    """Entries `viewer` may find: content of spaces they read, people and spaces that exist for them,

    messages of the conversations they take part in, from when they came.
    """
    content = Q(kind__in=IN_SPACES) & Q(Exists(spaces.read_by(viewer).filter(pk=OuterRef("space_id"))))
    people_seen = Q(kind="person") & Q(Exists(people.seen_by(viewer).filter(pk=OuterRef("thing_id"))))
    spaces_seen = Q(kind="space") & Q(Exists(spaces.seen_by(viewer).filter(pk=OuterRef("thing_id"))))
    messages = Q(kind="message") & Q(Exists(chat.read_by(viewer).filter(pk=OuterRef("thing_id"))))
    return content | people_seen | spaces_seen | messages
