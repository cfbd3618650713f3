"""Conversations close to a title that somebody is writing, so that they answer there instead of asking again."""

from terreau.foundation.cards.shapes import Card
from terreau.foundation.identity.models import Person
from terreau.foundation.text import words
from terreau.network.search.queries import Narrowed, first_hits

SHOWN = 3
SHORTEST = 4  # letters of a word that says something


def similar(viewer: Person, *, text: str) -> list[Card]:
    """Posts that hold all the words of `text` that say something, else its three longest, else its two longest."""
    said = sorted({word for word in words.tokens(text) if len(word) >= SHORTEST}, key=lambda word: (-len(word), word))
    for count in (12, 3, 2):
        sought = said[:count]
        if len(sought) < 2:
            return []
        found = first_hits(viewer, text=" ".join(sought), narrowed=Narrowed(kind="post"))
        if found:
            return [hit.card for hit in found[:SHOWN]]
    return []
