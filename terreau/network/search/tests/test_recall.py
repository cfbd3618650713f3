"""Real French documents are found by their own words, however these are typed; the engines read them alike."""

import tarfile
from pathlib import Path

import pytest
from django.db import connection

from terreau.foundation.activity.pump import pump
from terreau.foundation.identity.models import Person
from terreau.foundation.text import words
from terreau.network.posts import actions as posts
from terreau.network.search import queries, terms
from terreau.network.search.models import Indexed
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db
DOCUMENTS = 12


def documents(archive: Path) -> list[tuple[str, str]]:
    """The longer texts of the archive: name and words."""
    with tarfile.open(archive) as packed:
        members = sorted((it for it in packed.getmembers() if it.name.endswith(".md")), key=lambda it: it.name)
        read = [(it.name, packed.extractfile(it)) for it in members]
        texts = [(name, file.read().decode()) for name, file in read if file]
    return [(name, text) for name, text in texts if len(text) > 2_000][:DOCUMENTS]


def telling(text: str) -> list[str]:
    """Long words of a text, spread over it."""
    found = list(dict.fromkeys(word for word in words.tokens(text) if len(word) > 8 and word.isalpha()))
    return found[:: max(1, len(found) // 3)][:3]


def keys(viewer: Person, text: str) -> set[str]:
    found = queries.search(viewer, text=text)
    assert found.total <= queries.PAGE
    return {hit.card.key for hit in found.hits}


@pytest.mark.slow
def test_documents_by_their_words_typed_in_any_way(shared_data: Path, alice: Person, bob: Person, space: Space) -> None:
    archive = next((shared_data / "french-workplace-docs").glob("*.tar.gz"))
    made = {}
    for name, text in documents(archive):
        paragraphs = "".join(f"<p>{words.escape(part)}</p>" for part in text.split("\n\n"))
        made[name] = (posts.publish(alice, space=space, title=name[-60:], body=paragraphs, language="fr"), text)
    pump()
    lost = []
    for name, (post, text) in made.items():
        for word in telling(text):
            for typed in (words.fold(word).upper(), f'"{word}"', word[: len(word) - 2]):
                if post.key not in keys(bob, typed):
                    lost.append((name, typed))
    assert len(made) == DOCUMENTS and lost == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("publier", "Le compte rendu est publié."),
        ("regulieres", "Un contrôle régulier."),
        ("réunion", "Ordre du jour des réunions"),
        ("œuvre", "Mise en oeuvre"),
        ("coeur", "Le cœur du métier"),
        ("Straße", "Die Strassen sind gesperrt"),
        ("fenster", "Alle FENSTER prüfen"),
        ("janela", "As janelas novas"),
        ("window", "The windows we fit"),
        ("mesures", "Une mesure par jour"),
    ],
)
def test_a_word_meets_its_other_forms(typed: str, written: str, alice: Person, bob: Person, space: Space) -> None:
    language = words.guess_language(written) or {"S": "de", "f": "de", "j": "pt", "w": "en"}.get(typed[0], "fr")
    post = posts.publish(alice, space=space, title="", body=f"<p>{written}</p>", language=language)
    pump()
    assert keys(bob, typed) == {post.key}


def test_search_reads_the_index_of_words_and_no_whole_table(alice: Person, bob: Person, space: Space) -> None:
    for number in range(40):
        posts.publish(alice, space=space, title=f"Vitrage {number}", body="<p>mastic</p>")
    pump()
    sought = terms.groups(words.parse("vitrage"), words.STEMMED)
    assert sought is not None
    sql, values = queries.statement(bob, queries.Narrowed(), [queries.Pool(terms.source(sought), 20)])
    with connection.cursor() as db:
        if connection.vendor == "postgresql":
            db.execute("SET LOCAL enable_seqscan = off")
            db.execute("SET LOCAL enable_indexscan = off")
            # Forty entries may be read by their kind as well; in a network of millions that is nobody’s choice.
            db.execute("ALTER TABLE search_indexed DROP CONSTRAINT indexed_once")
            db.execute(f"EXPLAIN {sql}", values)
            plan = "\n".join(str(row[0]) for row in db.fetchall())
            assert "Bitmap Index Scan on search_terms" in plan, plan
            return
        db.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        plan = "\n".join(str(row[3]) for row in db.fetchall())
    assert (
        "SCAN search_terms VIRTUAL TABLE INDEX" in plan and "SEARCH search_indexed USING INTEGER PRIMARY KEY" in plan
    ), plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan and Indexed.objects.exists(), plan


def test_the_last_word_is_a_beginning_where_whole_words_find_less_than_a_page(
    alice: Person, bob: Person, space: Space
) -> None:
    longer = posts.publish(alice, space=space, title="Zorbalisme", body="<p>Programme</p>", language="fr")
    posts.publish(alice, space=space, title="Zorb 1", body="<p>Programme</p>", language="en")
    pump()
    assert longer.key in keys(bob, "zorb")
    for number in range(queries.PAGE):
        posts.publish(alice, space=space, title=f"Zorb {number + 2}", body="<p>Programme</p>", language="en")
    pump()
    found = queries.search(bob, text="zorb")
    assert found.total == queries.PAGE + 1 and longer.key not in {hit.card.key for hit in found.hits}
    assert keys(bob, "zorbali") == {longer.key}
