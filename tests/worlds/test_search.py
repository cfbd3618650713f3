"""A01, A20: looking for the very words of what one may not see answers as looking for a word that nobody wrote."""

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.worlds.actors import Actor
from tests.worlds.answers import said
from tests.worlds.canaries import CIRCLES, World

# Wherever one types words: the path and the name of its parameter.
PLACES = [("/search", "q"), ("/search/suggestions", "q"), ("/people/mentions", "q"), ("/conversations/new/people", "q")]
PAGES = [pytest.param("/people", "q", marks=pytest.mark.slow), pytest.param("/spaces", "q", marks=pytest.mark.slow)]


def one_of_each(world: World, actor: Actor) -> list[str]:
    """A forbidden word of each kind of text, secret ones first; three where nothing at all may be read."""
    hidden = [word for circle in reversed(CIRCLES) if circle not in actor.reads for word in world.circles[circle]]
    words = {world.canaries[word]: word for word in hidden}
    return [*words.values()] if actor.reads else [*words.values()][-3:]


def answer(actor: Actor, path: str, name: str, word: str) -> tuple[int, str, str]:
    cache.clear()
    with transaction.atomic():
        found = said(actor.ask("GET", path, {name: word}), [("WORD", word)])
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("path", "name"), [*PLACES, *PAGES])
def test_a01_forbidden_words_find_nothing(path: str, name: str, world: World, actors: dict[str, Actor]) -> None:
    heard = []
    for actor in actors.values():
        nothing = answer(actor, path, name, "zqxxxxxxxx")
        for word in one_of_each(world, actor):
            if answer(actor, path, name, word) != nothing:
                heard.append(f"{actor.name} learns of {world.canaries[word]} at {path}")
    assert not heard, "\n".join(heard)


def test_who_may_finds_it(world: World, actors: dict[str, Actor]) -> None:
    titles = [word for word in world.circles["secret"] if world.canaries[word] in {"Post.title", "Space.name"}]
    assert titles
    for word in titles:
        assert answer(actors["member"], "/search", "q", word) != answer(actors["member"], "/search", "q", "zqxxxxxxxx")
