import gzip
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.text.words import (
    LONGEST_QUERY,
    MOST_QUERY_WORDS,
    MOST_TOKENS,
    STEMMED,
    Query,
    expand,
    fold,
    highlight,
    holds,
    index_terms,
    parse,
    snippet,
    tokens,
)

BARE = str.maketrans("àâäéèêëîïôöùûüÿçœæ", "aaaeeeeiioouuuyc__")


def meet(query: str, text: str, language: str | None) -> bool:
    return not expand(query, STEMMED).isdisjoint(index_terms(text, language))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("publier", "publié"),
        ("publie", "publier"),
        ("publiées", "publier"),
        ("régulier", "regulieres"),
        ("regulieres", "Régulières"),
        ("regulieres", "régulier"),
        ("procedures", "PROCÉDURE"),
        ("œuvre", "oeuvres"),
        ("vitrage", "vitrages"),
    ],
)
def test_forms_of_a_french_word_meet(query: str, text: str) -> None:
    assert meet(query, text, "fr")


def test_other_languages_meet_whatever_the_language_of_who_asks() -> None:
    assert meet("windows", "window", "en")
    assert meet("fenster", "Fenstern", "de")
    assert meet("ventanas", "ventana", "es")
    assert meet("janela", "janelas", "pt-BR")
    assert meet("łódź", "Łódź", "pl") and meet("lodz", "Łódź", "pl")
    assert not meet("porte", "fenêtre", "fr")


def test_tokens_are_lower_case_words() -> None:
    assert tokens("L’étanchéité à l'air : REQ-041 (v2)") == ["l", "étanchéité", "à", "l", "air", "req", "041", "v2"]
    assert tokens("e\u0301te\u0301") == ["été"]
    assert tokens("हिन्दी में") == ["हिन्दी", "में"]
    assert tokens("_a_ …") == ["a"]
    assert tokens("") == []


def test_unspaced_scripts_are_read_in_pairs() -> None:
    assert tokens("東京都") == ["東京", "京都"]
    assert tokens("東") == ["東"]
    assert index_terms("東京都", "ja") == ["東京", "京都", "都"]
    assert meet("京都", "東京都", None)
    assert tokens("품질 관리") == ["품질", "관리"]


def test_both_engines_index_the_same_beginning() -> None:
    terms = index_terms("mot " * (MOST_TOKENS + 500) + "fin", None)
    assert len(terms) == MOST_TOKENS
    assert "fin" not in terms


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("Sécurité", Query(words=("sécurité",), prefix=True)),
        ("sécurité ", Query(words=("sécurité",))),
        ("la sécurité des port", Query(words=("sécurité", "port"), prefix=True)),
        ("le la ", Query(words=("le", "la"))),
        ("sécurité la", Query(words=("sécurité",))),
        ('"joint de vitrage" -porte bois', Query(("bois",), (("joint", "de", "vitrage"),), ("porte",), True)),
        ("« au bois »", Query(phrases=(("au", "bois"),))),
        ('"non fini', Query(phrases=(("non", "fini"),))),
        ("a", Query(words=("a",))),
        ("東", Query(words=("東",), prefix=True)),
        ('- "" “”', Query()),
        ("hors-gel", Query(words=("hors", "gel"), prefix=True)),
        ("bois -porte", Query(words=("bois",), excluded=("porte",))),
    ],
)
def test_queries(typed: str, query: Query) -> None:
    assert parse(typed) == query
    assert bool(parse(typed)) == bool(query.words or query.phrases)


def test_a_query_is_bounded() -> None:
    assert len(parse("mot " * 1000).words) <= MOST_QUERY_WORDS
    assert len(parse("ab" * LONGEST_QUERY).words[0]) <= LONGEST_QUERY
    assert len(parse('"a b" ' * 60).phrases) <= 4


def test_phrases_are_held_word_for_word() -> None:
    text = "Le joint de vitrage régulier est posé."
    assert holds(text, ("JOINT", "de", "vitrage"))
    assert holds(text, ("regulier",))
    assert not holds(text, ("joint", "vitrage"))
    assert not holds(text, ("vitrag",))


def test_highlights_meet_like_the_index() -> None:
    marks = parse("regulier publi").marks(STEMMED)
    assert highlight("Les régulières <publications> & REGULIER", marks) == (
        "Les <mark>régulières</mark> &lt;<mark>publications</mark>&gt; &amp; <mark>REGULIER</mark>"
    )
    assert highlight("東京都です", parse("京都 ").marks(())) == "東<mark>京都</mark>です"
    assert highlight("東京都です", parse("東京都 ").marks(())) == "<mark>東京都</mark>です"
    assert highlight("rien", set()) == "rien"
    assert highlight("a*", {"*"}) == "a*"


def test_snippets_show_the_first_word_met() -> None:
    text = "mot " * 200 + "procédure <b> " + "mot " * 200
    made = snippet(text, parse("procedures ").marks(STEMMED), 80)
    assert "<mark>procédure</mark> &lt;b&gt;" in made
    assert made.startswith("… mot") and made.endswith("mot…")
    assert len(made) < 120
    assert snippet("court", {"court"}, 80) == "<mark>court</mark>"
    assert snippet("", {"x"}) == ""


@given(st.text(), st.text())
def test_highlighting_changes_no_text(text: str, query: str) -> None:
    shown: list[str] = []
    reader = HTMLParser()
    reader.handle_data = shown.append  # type: ignore[method-assign]  # heard instead
    reader.feed(highlight(text, parse(query).marks(STEMMED)).replace("&nbsp;", "\xa0"))
    reader.close()
    assert "".join(shown) == text


@given(st.text())
def test_every_word_meets_itself_without_accents(text: str) -> None:
    for word in tokens(text):
        assert fold(word) == "" or not expand(fold(word), STEMMED).isdisjoint(index_terms(word, "fr"))


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "french"), ("en", "english"), ("de", "german"), ("es", "spanish")]
)
def test_published_stems_are_indexed(shared_data: Path, language: str, name: str) -> None:
    folder = shared_data / f"snowball-{name}"
    with gzip.open(folder / "voc.txt.gz", "rt") as words, gzip.open(folder / "output.txt.gz", "rt") as stems:
        pairs = list(islice(zip(words, stems, strict=True), 0, None, 40))
    assert len(pairs) > 500
    for word, stem in ((word.strip(), stem.strip()) for word, stem in pairs):
        terms = index_terms(word, language)
        assert not word.isalpha() or fold(stem) in terms, (word, stem, terms)
        assert not word.isalpha() or not expand(fold(word), STEMMED).isdisjoint(terms), word


def test_french_sentences_are_found_by_their_lemmas_and_without_accents(shared_data: Path) -> None:
    found = asked = 0
    for form, lemma, kind in read_words(shared_data / "ud-french" / "fr_sequoia-ud-dev.conllu.gz"):
        assert meet(form.lower().translate(BARE).replace("_", ""), form, "fr") or set(form.lower()) & set("œæ")
        if kind in ("NOUN", "ADJ"):
            asked += 1
            found += meet(lemma, form, "fr")
    assert asked > 700
    assert found / asked > 0.94


def test_hostile_strings_are_searched(naughty_strings: list[str]) -> None:
    for string in naughty_strings:
        index_terms(string, "fr")
        index_terms(string, string)
        query = parse(string)
        assert "<script" not in highlight(string, query.marks(["fr", string]))
        snippet(string, query.marks(STEMMED), 40)
        holds(string, query.words)


def read_words(path: Path) -> list[tuple[str, str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        columns = [line.split("\t") for line in lines if line[:1].isdigit()]
    return [(line[1], line[2], line[3]) for line in columns if line[0].isdigit() and line[1].isalpha()][::3]
