from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.text import rich
from terreau.foundation.text.blocks import blocks, compared, joined

PIECES = ["<p>un</p>", "<p>deux deux</p>", "<h2>trois</h2>", "<ul><li>a</li><li>b</li></ul>", "<p>quatre cinq six</p>"]
texts = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)


def states(old: str, new: str) -> list[tuple[str, str]]:
    return [(one.state, one.block.text) for one in compared(old, new)]


def test_a_text_is_its_paragraphs_items_and_rows():
    html = rich.clean(
        "<h2>T</h2><ul><li>a<ul><li>b</li></ul></li></ul><blockquote><p>q</p></blockquote>"
        "<table><tr><td>1</td><td>2</td></tr></table><hr><pre>x</pre><p> </p>"
    )
    found = [(block.tag, block.text) for block in blocks(html)]
    assert found == [("h2", "T"), ("li", "a"), ("li", "b"), ("p", "q"), ("tr", "1\t2"), ("hr", ""), ("pre", "x")]


def test_a_changed_sentence_is_marked_word_by_word():
    (one,) = compared("<p>Serrer la vis à 12 Nm.</p>", "<p>Serrer la vis à 9 Nm.</p>")
    assert one.state == "changed"
    assert one.steps == (("same", "Serrer la vis à "), ("removed", "12 "), ("added", "9 "), ("same", "Nm."))


def test_what_is_new_gone_and_left_alone():
    old = "<p>Reste ici.</p><p>Ce point disparaît bientôt.</p><p>Fin.</p>"
    new = "<p>Reste ici.</p><h2>Tout nouveau</h2><p>Fin.</p>"
    assert states(old, new) == [
        ("same", "Reste ici."),
        ("added", "Tout nouveau"),
        ("removed", "Ce point disparaît bientôt."),
        ("same", "Fin."),
    ]


@given(texts, texts)
def test_the_new_text_is_whole_and_the_old_one_is_found_in_it(old: str, new: str):
    made = compared(old, new)
    assert [one.block for one in made if one.state != "removed"] == blocks(new)
    before = ["".join(text for what, text in one.steps if what != "added") or one.block.text for one in made]
    kept = [text for text, one in zip(before, made, strict=True) if one.state != "added"]
    assert kept == [block.text for block in blocks(old)]


def test_versions_of_too_many_blocks_are_not_compared_one_with_another():
    old = "".join(f"<p>mot {n}</p>" for n in range(700))
    new = "".join(f"<p>autre {n}</p>" for n in range(700))
    assert {one.state for one in compared(old, new)} == {"removed", "added"}


def test_changes_to_different_paragraphs_are_joined():
    made = joined("<p>a</p><p>b</p><p>c</p>", "<p>A</p><p>b</p><p>c</p>", "<p>a</p><p>b</p><p>c</p><p>d</p>")
    assert (made.html, made.overlaps) == ("<p>A</p><p>b</p><p>c</p><p>d</p>", 0)


def test_the_same_paragraph_changed_by_both_stands_twice_theirs_first():
    made = joined("<p>a</p><p>b</p>", "<p>a1</p><p>b</p>", "<p>a2</p><p>b</p>")
    assert (made.html, made.overlaps) == ("<p>a1</p><p>a2</p><p>b</p>", 1)


def test_items_of_one_list_are_joined_one_by_one():
    base, theirs = "<ul><li>un</li><li>deux</li></ul>", "<ul><li>un</li><li>deux</li><li>trois</li></ul>"
    made = joined(base, theirs, "<ul><li>UN</li><li>deux</li></ul>")
    assert (made.html, made.overlaps) == ("<ul><li>UN</li><li>deux</li><li>trois</li></ul>", 0)


@given(texts, texts, texts)
def test_nothing_that_either_added_is_lost(base: str, theirs: str, mine: str):
    there = {block.text for block in blocks(joined(base, theirs, mine).html)}
    old = {block.text for block in blocks(base)}
    assert {block.text for block in blocks(theirs)} - old <= there
    assert {block.text for block in blocks(mine)} - old <= there


@given(texts, texts)
def test_one_who_changed_nothing_takes_the_other_s_version(base: str, other: str):
    assert joined(base, other, base).html == other == joined(base, base, other).html
