import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from terreau.foundation.text import rich
from terreau.foundation.text.markup import LONGEST
from terreau.foundation.text.rich import (
    LONGEST_MARKDOWN,
    MOST_MARKS,
    clean,
    excerpt,
    from_markdown,
    from_plain,
    is_empty,
    link_urls,
    shown,
    to_plain,
)

REL = 'rel="noopener nofollow ugc"'


def test_plain_text_becomes_paragraphs_and_lines() -> None:
    assert from_plain("Bonjour\nà tous\n\n  \nSuite <b>nue</b>\n") == (
        "<p>Bonjour<br>à tous</p><p>Suite &lt;b&gt;nue&lt;/b&gt;</p>"
    )
    assert from_plain("") == from_plain(" \n ") == ""


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("voir https://ex.org/a.", f'voir <a href="https://ex.org/a" {REL}>https://ex.org/a</a>.'),
        ("(http://ex.org/a_(b))", f'(<a href="http://ex.org/a_(b)" {REL}>http://ex.org/a_(b)</a>)'),
        ("www.ex.org !", f'<a href="https://www.ex.org" {REL}>www.ex.org</a> !'),
        ("« https://ex.org »", f'« <a href="https://ex.org" {REL}>https://ex.org</a> »'),
        ("http://intranet/page", f'<a href="http://intranet/page" {REL}>http://intranet/page</a>'),
        ("xhttp://ex.org", "xhttp://ex.org"),
        ("http:// www. https://.", "http:// www. https://."),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_web_addresses_become_links(text: str, linked: str) -> None:
    assert from_plain(text) == f"<p>{linked}</p>"


def test_links_and_code_are_left_alone() -> None:
    html = clean("<a href='/x'>https://a.org</a> <code>https://b.org</code>") + "<pre>https://c.org</pre>"
    assert link_urls(html) == html


def test_markdown() -> None:
    assert from_markdown("# A\n\n- b\n- *c*\n\n> d\n\n`e` ~~f~~") == (
        "<h2>A</h2><ul><li>b</li><li><em>c</em></li></ul><blockquote><p>d</p></blockquote>"
        "<p><code>e</code> <s>f</s></p>"
    )
    assert "<td>1</td>" in from_markdown("|a|b|\n|-|-|\n|1|2|")
    assert from_markdown("une\nligne") == "<p>une<br>ligne</p>"
    assert from_markdown("<script>x</script>") == "<p>&lt;script&gt;x&lt;/script&gt;</p>"
    assert "href" not in from_markdown("[x](javascript:alert(1))")
    assert from_markdown("https://ex.org") == f'<p><a href="https://ex.org" {REL}>https://ex.org</a></p>'


def test_markdown_that_is_too_long_is_plain() -> None:
    assert from_markdown("**a** " * LONGEST_MARKDOWN).startswith("<p>**a** ")


def test_to_plain_reads_like_the_page() -> None:
    html = (
        "<h2>Titre</h2><p>Un<br>deux</p><ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>"
        '<ol start="3"><li>x</li><li>y</li></ol><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>'
        '<p>fin&nbsp;<img src="/files/a" alt="Plan"></p><pre>  code\n</pre>'
    )
    assert to_plain(html) == ("Titre\n\nUn\ndeux\n\n- a\n  - b\n- c\n\n3. x\n4. y\n\n1\t2\n\nfin Plan\n\n  code")


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_plain_text_goes_in_and_comes_out(text: str) -> None:
    assert to_plain(from_plain(text)) == text


@pytest.mark.parametrize(
    "html",
    [
        "<p>Un</p><p></p><p>deux\xa0trois</p>",
        "<p>Un  peu\n d’air</p>",
        "<p>Un</p><p>deux <b>trois</b> quatre</p>",
        "<p>Un &amp; deux</p>",
        "<p>Une phrase assez longue pour suffire</p><ul><li>point</li></ul>",
        "<p>Court</p><ul><li>point</li></ul>",
        '<p lang="fr">Un</p>',
        "<p>Un\x07 deux</p>",
        "<h2>Titre</h2><p>Un</p>",
    ],
)
@pytest.mark.parametrize("limit", [6, 24, 200])
def test_plain_paragraphs_are_cut_as_all_others_are(html: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = excerpt(html, limit)
    monkeypatch.setattr(rich, "_plain_beginning", lambda html, limit: "")
    assert quick == excerpt(html, limit)


def test_excerpts_end_between_words() -> None:
    assert excerpt("<p>Bonjour à tous</p><p>Voici la suite.</p>", 20) == "Bonjour à tous…"
    assert excerpt("court", 20) == "court"
    assert excerpt("un deux, trois", 9) == "un deux…"
    assert excerpt("a < b et <c>", 40) == "a < b et <c>"
    assert excerpt("x" * 50, 10) == "x" * 9 + "…"
    assert excerpt("aaaaae\u0301e\u0301e\u0301e\u0301", 9) == "aaaaaéé…".replace("é", "e\u0301")[:7] + "…"
    assert excerpt("", 10) == ""
    assert excerpt("Prêts\u202f?\n Oui,\t12\u00a0kg", 40) == "Prêts\u202f? Oui, 12\u00a0kg"


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_an_excerpt_is_one_short_line(text: str, limit: int) -> None:
    made = excerpt(text, limit)
    assert len(made) <= limit
    assert "\n" not in made


def test_stored_text_is_shown_as_it_is() -> None:
    assert f"{escape('<')}{shown('<p>a</p>')}" == "&lt;<p>a</p>"
    assert escape(shown("<p>a</p>")) == "<p>a</p>"


def test_what_is_empty() -> None:
    assert is_empty("") and is_empty("<p> <br>&nbsp;</p>") and is_empty("<!-- x -->")
    assert not is_empty("<p>.</p>")
    assert not is_empty('<p><img src="/files/a" alt=""></p>')


@settings(deadline=None)
@given(st.text())
def test_everything_made_is_clean(text: str) -> None:
    for made in (from_plain(text), from_markdown(text), link_urls(clean(text))):
        assert clean(made) == made


def test_hostile_strings_everywhere(naughty_strings: list[str]) -> None:
    for string in [*naughty_strings, "[" * 3000, "*a_ " * 2000, "> " * 2000, "`" * 3000, "http://" * 2000]:
        for made in (from_plain(string), from_markdown(string), link_urls(clean(string))):
            assert "<script" not in made
            assert clean(made) == made
        to_plain(string)
        is_empty(string)
        assert len(excerpt(string, 80)) <= 80


def test_markdown_with_too_many_signs_is_plain() -> None:
    assert from_markdown("[" * (MOST_MARKS + 1)) == f"<p>{'[' * (MOST_MARKS + 1)}</p>"


def test_long_text_is_cut_not_refused() -> None:
    assert len(from_plain("a https://ex.org/x " * LONGEST)) <= LONGEST
