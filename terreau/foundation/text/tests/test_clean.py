"""The gate: what it keeps, what it mends, what it refuses, and that cleaning twice is cleaning once (E02)."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.foundation.text import addresses
from terreau.foundation.text.elements import TAGS
from terreau.foundation.text.markup import LONGEST, MOST_TAGS
from terreau.foundation.text.rich import clean, is_empty, to_plain

REL = 'rel="noopener nofollow ugc"'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("hello", "<p>hello</p>"),
        ("<b>x</b> <i>y</i>", "<p><strong>x</strong> <em>y</em></p>"),
        ("<div>a</div><div>b<br>c<br></div>", "<p>a</p><p>b<br>c</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<h1>T</h1><h6>U</h6>", "<h2>T</h2><h4>U</h4>"),
        ("<p></p><p><br></p><ul><li></li></ul><p>&nbsp;</p>", ""),
        ("<b><i>x</b></i> y", "<p><strong><em>x</em></strong> y</p>"),
        ("<p>br<b>a</b> b", "<p>br<strong>a</strong> b</p>"),
        ("<li>br<div>a", "<ul><li>br<br>a</li></ul>"),
        ("m<sup>2</sup>", "<p>m<sup>2</sup></p>"),
        ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li><div>a</div><div>b</div>", "<ul><li>a<br>b</li></ul>"),
        ('<ol start="3"><li>a</ol>', '<ol start="3"><li>a</li></ol>'),
        ("<table><tr><th>a<td>b</table>", "<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>"),
        (
            "<table><td colspan=2>a</td><tr><td></td></table>",
            '<table><tbody><tr><td colspan="2">a</td></tr><tr><td></td></tr></tbody></table>',
        ),
        ("<blockquote>a<p>b</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<pre>\n\n<code>a\n  b</code></pre>", "<pre><code>a\n  b</code></pre>"),
        ("<p>a<hr>b", "<p>a</p><hr><p>b</p>"),
        ('<p lang="fr" dir="rtl">x</p>', '<p lang="fr" dir="rtl">x</p>'),
        ('<span lang="de">y</span><span style="color:red">z</span>', '<p><span lang="de">y</span>z</p>'),
        ('<p lang="&quot;x">y</p>', "<p>y</p>"),
        ("a &lt;b&gt; &amp; c&nbsp;d &copy &#8364;", "<p>a &lt;b&gt; &amp; c&nbsp;d © €</p>"),
        ("1 < 2 > 0", "<p>1 &lt; 2 &gt; 0</p>"),
        ("a\r\nb\x00\x07c\ud800", "<p>a\nbc</p>"),
    ],
)
def test_what_is_kept_and_mended(html: str, expected: str) -> None:
    assert clean(html) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://ex.org/a?b=1&c=2", f'<a href="https://ex.org/a?b=1&amp;c=2" {REL}>x</a>'),
        ("HTTP://Ex.org", f'<a href="http://Ex.org" {REL}>x</a>'),
        ("/posts/m3x9qa", '<a href="/posts/m3x9qa">x</a>'),
        ("mailto:a@ex.org", '<a href="mailto:a@ex.org">x</a>'),
        ("//evil.example", "x"),
        ("/\\evil.example", "x"),
        ("/\t/evil.example", "x"),
        ("\\\\evil.example", "x"),
        ("https:evil.example", "x"),
        ("https:\\\\evil.example", "x"),
        ("https://you@evil.example", "x"),
        ("https://", "x"),
        ("javascript:alert(1)", "x"),
        ("java\nscript:alert(1)", "x"),
        ("&#106;avascript:alert(1)", "x"),
        ("\x01javascript:alert(1)", "x"),
        ("data:text/html,x", "x"),
        ("vbscript:x", "x"),
        ("file:///etc/passwd", "x"),
        ("relative/path", "x"),
        ("#here", "x"),
        ("", "x"),
    ],
)
def test_links_go_to_the_web_to_mail_or_into_the_site(href: str, expected: str) -> None:
    assert clean(f'<a href="{href}" onclick="x()" target="_blank">x</a>') == f"<p>{expected}</p>"


def test_pictures_come_from_here_only() -> None:
    assert clean('<img src="/files/k7f2/a.png" alt="Plan" onerror="x()">') == (
        '<p><img src="/files/k7f2/a.png" alt="Plan"></p>'
    )
    assert clean('<img src="https://ex.org/t.gif">') == (
        f'<p><a href="https://ex.org/t.gif" {REL}>https://ex.org/t.gif</a></p>'
    )
    for src in (
        "//ex.org/files/a.png",
        "/files/../people/x",
        "/files/%2e%2E/x",
        "/files/..",
        "/people/x",
        "data:image/png;base64,AA",
        "files/a.png",
    ):
        assert "<img" not in clean(f'a<img src="{src}" alt="x">')


def test_mentions_and_tags_stand_in_one_shape() -> None:
    mention = '<a class="mention" data-person="m3x9qa" href="/people/m3x9qa">@Bob</a>'
    assert (
        clean('<a href="/people/m3x9qa-bob" data-person=m3x9qa class="x mention" title=t>@Bob</a>')
        == f"<p>{mention}</p>"
    )
    assert clean('<a class="mention" data-person="zzz" href="/people/m3x9qa">@Bob</a>') == (
        '<p><a href="/people/m3x9qa">@Bob</a></p>'
    )
    assert clean('<a class="mention" data-person="m3x9qa" href="https://ex.org">@Bob</a>') == (
        f'<p><a href="https://ex.org" {REL}>@Bob</a></p>'
    )
    assert clean('<a class="tag" href="/tags/bois">#bois</a>') == '<p><a class="tag" href="/tags/bois">#bois</a></p>'
    assert clean('<p class="tag mention">x</p>') == "<p>x</p>"


def test_scripts_styles_and_drawings_leave_nothing() -> None:
    for html in (
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<svg><p>x</p><script>y</script></svg>",
        "<math><mi>x</mi></math>",
        "<!-- x -->",
        "<iframe src=x>y</iframe>",
        "<template><p>x</p></template>",
        "<script>never ends",
        "<textarea><p>x",
        "<a href='",
    ):
        assert clean(html) == ""
        assert clean(f"<p>a</p>{html}").startswith("<p>a</p>")


def test_a_text_too_long_is_cut_and_stays_well_formed() -> None:
    assert len(clean("&" * LONGEST)) <= LONGEST
    assert clean("x" * (LONGEST + 5)).count("x") <= LONGEST
    many = clean("<p>x" * (LONGEST // 4))
    assert many.count("<") <= MOST_TAGS
    assert clean(many) == many


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>", "<ul><li>x", "<blockquote>x", "<table><tr><td>x", "<b></p><p>x", "<a href=/x>"]
)
def test_depth_and_tangle_bombs_come_out_flat(unit: str) -> None:
    made = clean((unit * LONGEST)[:LONGEST])
    assert deepest(made) <= 32
    assert len(made) <= LONGEST
    assert clean(made) == made


def test_only_known_tags_and_attributes_come_out(shared_data: Path, naughty_strings: list[str]) -> None:
    for html in hostile(shared_data) + naughty_strings:
        made = clean(html)
        seen = Seen()
        seen.feed(made)
        assert seen.tags <= TAGS, html
        assert not seen.unfit, (html, made)


def test_e02_cleaning_twice_is_cleaning_once(shared_data: Path, naughty_strings: list[str]) -> None:
    for html in hostile(shared_data) + naughty_strings:
        once = clean(html)
        assert clean(once) == once
        assert clean(f"<p>{once}</p>") == clean(clean(f"<p>{once}</p>"))


def test_the_words_of_naughty_strings_survive_as_text(naughty_strings: list[str]) -> None:
    for string in naughty_strings:
        if "<" not in string and "&" not in string and string.isprintable():
            assert " ".join(to_plain(clean(string)).split()) == " ".join(string.split())


JUNK = """<p> </p> <b> </b> <i> </i> <a/href=/x> </a> <ul> </ul> <ol> <li> </li> <table> </table> <tr> <td> </td> <th>
<thead> <blockquote> </blockquote> <pre> </pre> <code> </code> <h2> </h2> <div> </div> <br> <hr> <svg> </svg> <math>
<style> <img/src=/files/a> <span/lang=fr> </span> x y&amp; &lt;p&gt; < > &nbsp; <!-- --> <form> <select> <option>
<p/lang=en> <a/href=http://[> <img/src=http://e.org/x> <sup> </sup> <img/src=/files/a/alt=b> <tfoot> <dt> <button>"""
PIECES = st.sampled_from([*JUNK.split(), " ", "\n", "\n\n", "<img src=http://e.org/x alt=' '>"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=24))
def test_any_tangle_is_a_fixed_point(parts: list[str]) -> None:
    once = clean("".join(parts))
    assert clean(once) == once
    assert is_balanced(once)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_a_fixed_point(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert is_empty(once) == (not to_plain(once))


@given(st.text())
def test_an_address_is_made_safe_once(address: str) -> None:
    safe = addresses.safe_link(address)
    assert addresses.safe_link(safe) == safe


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.unfit: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            address_is_fit = re.match(r"(https?://|mailto:|/(?![/\\]))", value or "")
            if name.startswith("on") or name == "style" or (name in ("href", "src") and not address_is_fit):
                self.unfit.append((tag, name, value))


class Depth(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.deepest = 0
        self.balanced = True

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag


def deepest(html: str) -> int:
    reader = Depth()
    reader.feed(html)
    return reader.deepest


def is_balanced(html: str) -> bool:
    reader = Depth()
    reader.feed(html)
    return reader.balanced and not reader.open


def hostile(shared_data: Path) -> list[str]:
    purify = (shared_data / "xss-dompurify" / "expect.mjs").read_text(encoding="utf-8")
    payloads = [json.loads(found) for found in re.findall(r'"payload": ("(?:[^"\\]|\\.)*")', purify)]
    bleach = [
        path.read_text(encoding="utf-8") for path in sorted((shared_data / "xss-bleach" / "html-cases").iterdir())
    ]
    assert len(payloads) > 200 and len(bleach) == 20
    return payloads + [case.split("\n--\n")[0] for case in bleach]
