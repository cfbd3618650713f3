"""The index is made again from what the rooms hold: whole, in batches, and on from where it was stopped."""

import json
from argparse import ArgumentParser

import pytest

from terreau.foundation.activity.pump import pump
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.network.posts import actions as posts
from terreau.network.posts.models import Post
from terreau.network.search import commands, queries, rebuilding, terms
from terreau.network.search.models import Indexed, Rebuilding
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def heard(_count: int) -> None:
    """How far it is does not matter here."""


def found(viewer: Person, text: str) -> list[str]:
    return [hit.card.title for hit in queries.search(viewer, text=text).hits]


@pytest.fixture
def written(alice: Person, space: Space) -> list[Post]:
    """Three posts, one with a reply and a file, as the journal has indexed them."""
    made = [
        posts.publish(alice, space=space, title=title, body="<p>Pose</p>") for title in ("Chêne", "Sapin", "Douglas")
    ]
    posts.comment(
        alice,
        post=made[0],
        body="<p>Pour la livraison</p>",
        files=[storage.keep(alice, content=b"x", name="plan.txt").key],
    )
    pump()
    return made


def everything() -> list[tuple[object, ...]]:
    return sorted(Indexed.objects.values_list("kind", "thing_id", "title_terms", "text_terms", "space_id"))


def test_rebuild_brings_back_what_was_lost(alice: Person, written: list[Post]) -> None:
    rebuilding.rebuild(heard)
    whole = everything()
    assert found(alice, "livraison") and found(alice, "plan")
    rows = list(Indexed.objects.all())
    terms.remove(rows)
    Indexed.objects.all().delete()
    assert not found(alice, "chêne")
    seen = rebuilding.rebuild(heard)
    assert seen["post"] == 3 and seen["comment"] == 1
    assert everything() == whole and found(alice, "chêne") == ["Chêne"] and found(alice, "livraison")
    assert not Rebuilding.objects.exists()


def test_rebuild_forgets_what_is_no_more(alice: Person, written: list[Post]) -> None:
    gone = written[1].pk
    Post.objects.filter(pk=gone).delete()
    lost = Indexed.objects.create(kind="post", thing_id=10_000_000, title="Nulle part", title_terms="null")
    terms.add([lost])
    rebuilding.rebuild(heard)
    assert not Indexed.objects.filter(kind="post", thing_id__in=[gone, 10_000_000]).exists()
    assert not found(alice, "sapin") and found(alice, "douglas") == ["Douglas"]


def test_rebuild_analyses_again_what_another_version_did(alice: Person, written: list[Post]) -> None:
    row = Indexed.objects.get(kind="post", thing_id=written[0].pk)
    terms.remove([row])
    row.title_terms = "alien"
    row.save()
    terms.add([row])
    assert not found(alice, "chêne")
    rebuilding.rebuild(heard)
    assert found(alice, "chêne") == ["Chêne"] and not found(alice, "alien")


def test_rebuild_goes_on_where_it_was_stopped(
    alice: Person, written: list[Post], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 1)

    def stopped(_count: int) -> None:
        if Rebuilding.objects.filter(kind="post", last=written[0].pk).exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(stopped)
    assert rebuilding.remaining() == 3  # two posts and a reply
    nothing = dict.fromkeys(set(rebuilding.KINDS) - {"post", "comment"}, 0)
    assert rebuilding.rebuild(heard) == {**nothing, "post": 2, "comment": 1}
    assert rebuilding.remaining() is None


@pytest.mark.parametrize("words", [["--json"], ["--json", "--tables"]])
def test_rebuild_at_the_terminal(
    words: list[str], alice: Person, written: list[Post], capsys: pytest.CaptureFixture[str]
) -> None:
    parser = ArgumentParser()
    commands.rebuild_arguments(parser)
    assert commands.rebuild(parser.parse_args(words)) == 0
    assert json.loads(capsys.readouterr().out)["post"] == 3 and found(alice, "chêne") == ["Chêne"]
