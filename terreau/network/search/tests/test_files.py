"""Files are found by their names and by the words inside, where their post is found and nowhere else."""

import io
import zipfile

import pytest

from terreau.foundation.activity.pump import pump
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import execution
from terreau.foundation.storage import actions as storage
from terreau.network.posts import actions as posts
from terreau.network.search import queries
from terreau.network.search.models import Indexed
from terreau.network.spaces import actions as spaces

pytestmark = pytest.mark.django_db


def word_file(words: str) -> bytes:
    out = io.BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    named = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(out, "w") as packed:
        part = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
        packed.writestr("[Content_Types].xml", f"{types}{part}</Types>")
        body = f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>"
        packed.writestr("word/document.xml", f"<w:document {named}>{body}</w:document>")
    return out.getvalue()


def brought(actor: Person, name: str, content: bytes) -> str:
    return storage.keep(actor, content=content, name=name).key


def files(viewer: Person, text: str, **narrowed: object) -> list[str]:
    found = queries.search(viewer, text=text, narrowed=queries.Narrowed(kind="file", **narrowed))
    return [hit.card.title for hit in found.hits]


def settle() -> None:
    pump()
    execution.work_off(lanes=["slow"])
    pump()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("releve_2026-mars.txt", "Le rabotage des dormants, relevé par équipe.".encode()),
        ("releve_2026-mars.docx", word_file("Le rabotage des dormants, relevé par équipe.")),
    ],
)
def test_files_by_their_name_and_by_their_words(alice, bob, space, name, content):
    posts.publish(alice, space=space, title="Chiffres", body="<p>voir</p>", files=[brought(alice, name, content)])
    settle()
    for text in ("dormants", "rabotages", "relev", "releve mars", "2026"):
        assert files(bob, text) == [name], text
    found = queries.search(bob, text="dormants")
    assert found.kinds == {"file": 1} and "<mark>dormants</mark>" in found.hits[0].words
    assert found.hits[0].card.place == space.name and found.hits[0].card.author == alice.name


def test_a01_files_of_secret_spaces_are_not_found(alice, bob, charlie, secret):
    key = brought(alice, "plan-canari.txt", b"des mots canaris dedans")
    posts.publish(alice, space=secret, title="Plan", body="<p>x</p>", files=[key])
    settle()
    assert files(bob, "canari") == ["plan-canari.txt"]
    for text in ("canari", "canaris", "plan"):
        found = queries.search(charlie, text=text)
        assert (found.hits, found.total, found.kinds, found.spaces) == ([], 0, {}, [])
    assert queries.suggest(charlie, text="plan-can") == []


def test_files_go_where_their_post_goes(alice, bob, charlie, space, secret):
    key = brought(alice, "notice.txt", b"mode d'emploi")
    post = posts.publish(alice, space=space, title="Notice", body="<p>x</p>", files=[key])
    reply = posts.comment(bob, post=post, body="<p>mes remarques sur la pose</p>")
    settle()
    assert files(charlie, "emploi") == ["notice.txt"]
    posts.move(alice, post=post, space=secret)
    assert files(charlie, "emploi") == []
    pump()
    assert files(bob, "emploi", space_ids=(secret.pk,)) == ["notice.txt"]
    moved = Indexed.objects.get(kind="comment", thing_id=reply.pk)
    assert moved.space_id == secret.pk
    posts.withdraw(alice, post=post)
    assert files(bob, "emploi") == []
    pump()
    assert not Indexed.objects.filter(kind="file").exists()


def test_a10_an_archived_secret_space_stays_as_narrow(alice, bob, charlie, secret):
    key = brought(alice, "bilan.txt", b"le bilan canari")
    posts.publish(alice, space=secret, title="Bilan", body="<p>canari</p>", files=[key])
    settle()
    spaces.archive(alice, space=secret)
    pump()
    assert files(bob, "canari") == ["bilan.txt"] and queries.search(charlie, text="canari").total == 0
