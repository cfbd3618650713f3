from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.text import rich
from terreau.foundation.text.outline import Heading, outlined


def test_headings_get_a_place_and_make_a_table_of_contents():
    html, contents = outlined("<h2>Avant la pose</h2><p>a</p><h3>Les <em>outils</em></h3><h4>Détail</h4>")
    assert contents == (Heading(2, "Avant la pose", "s-avant-la-pose"), Heading(3, "Les outils", "s-les-outils"))
    assert '<h2 id="s-avant-la-pose">Avant la pose</h2>' in html and "<h4>Détail</h4>" in html


def test_the_same_words_twice_are_two_places():
    _html, contents = outlined("<h2>Étape</h2><h2>Étape</h2><h2>—</h2><h2> </h2>")
    assert [heading.anchor for heading in contents] == ["s-etape", "s-etape-2", "s-3"]


def test_a_text_without_headings_stays_as_it_is():
    assert outlined("<p>x</p>") == ("<p>x</p>", ())


@given(st.text(max_size=300))
def test_nothing_else_changes(text: str):
    stored = rich.clean(f"<h2>{text}</h2><p>{text}</p>")
    html, contents = outlined(stored)
    for heading in contents:
        html = html.replace(f' id="{heading.anchor}"', "", 1)
    assert html == stored
