"""What Discourse cooks as plain rich text: each of its own shapes, broken HTML, HTML made to take long. (E12)"""

import json
import re
from pathlib import Path

import pytest

from terreau.bridges.imports.discourse.reading.cooked import LONGEST, Cook
from terreau.bridges.imports.discourse.reading.uploads import Held
from terreau.bridges.imports.staging.archive import open_archive
from terreau.bridges.imports.staging.markup import TAGS


class Places:
    host = "f.example"

    def person(self, username: str) -> str | None:
        return {"ada": "1"}.get(username.lower())

    def called(self, username: str) -> str | None:
        return {"ben": "Ben Oak & Co"}.get(username.lower())

    def space(self, category: int) -> str | None:
        return "3" if category == 3 else None

    def message(self, topic: int, number: int) -> str | None:
        return f"{topic}{number:02}" if topic == 7 and number <= 9 else None

    def post(self, post: int) -> str | None:
        return str(post)

    def title(self, topic: int) -> str | None:
        return "How to prune?"


def html(source: str) -> str:
    return Cook(Places(), Held()).cook(source).html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            '<p><span class="chcklst-box checked fa"></span> done <span class="chcklst-box fa"></span> to do</p>',
            "<p>☑ done ☐ to do</p>",
        ),
        (
            '<div class="video-placeholder-container" data-video-src="/uploads/default/1X/a.mp4"></div>',
            '<p><a href="https://f.example/uploads/default/1X/a.mp4">a.mp4</a></p>',
        ),
        (
            "<p>a <b>b</b> <i>c</i> <del>d</del> <kbd>e</kbd><br>f</p>",
            "<p>a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code><br>f</p>",
        ),
        ("loose &lt;words&gt; &amp; more", "<p>loose &lt;words&gt; &amp; more</p>"),
        ('<a class="mention" href="/u/Ada">@Ada</a>', '<p><a href="ref:person/1">@Ada</a></p>'),
        ('<a class="mention" href="/u/zoe">@zoe</a>', '<p><a href="https://f.example/u/zoe">@zoe</a></p>'),
        (
            '<a class="hashtag-cooked" href="/c/staff/3" data-id="3">'
            '<span class="hashtag-icon-placeholder"><svg><use href="#x">'
            "</use></svg></span><span>Staff</span></a>",
            '<p><a href="ref:space/3">#Staff</a></p>',
        ),
        (
            '<a href="/t/how-to/7/2">x</a> <a href="https://f.example/t/7">https://f.example/t/7</a>',
            '<p><a href="ref:message/702">x</a> <a href="ref:message/701">How to prune?</a></p>',
        ),
        ('<a href="https://other.example/t/how/7/2">x</a>', '<p><a href="https://other.example/t/how/7/2">x</a></p>'),
        ('<a href="javascript:alert(1)" onclick="x">x</a><a name="a" class="anchor" href="#a"></a>', "<p>x</p>"),
        ('<h1><a name="t" class="anchor" href="#t"></a>Title</h1>', "<h2>Title</h2>"),
        (
            '<aside class="quote no-group" data-username="ada" data-post="2" data-topic="7"><div class="title">'
            '<div class="quote-controls"></div><img class="avatar" src="/a.png"> ada:</div>'
            "<blockquote><p>so</p></blockquote></aside>",
            '<blockquote><p><a href="ref:message/702">ada</a>:</p><p>so</p></blockquote>',
        ),
        (
            '<aside class="onebox allowlistedgeneric" data-onebox-src="https://a.example/p"><header class="source">'
            '<a href="https://a.example/p">A</a></header><article><h3>'
            '<a href="https://a.example/p">Page</a></h3><p>Long</p>'
            "</article></aside>",
            '<p><a href="https://a.example/p">Page</a></p>',
        ),
        (
            '<p>see <div class="lightbox-wrapper">'
            '<a class="lightbox" href="https://f.example/uploads/a.png"><img src="https://'
            'f.example/uploads/a_2.png" alt="oak"><div class="meta"><span class="filename">oak'
            "</span>9 KB</div></a></div></p>",
            '<p>see</p><p><a href="https://f.example/uploads/a.png">oak</a></p>',
        ),
        ('hi <img src="/images/emoji/twitter/smile.png" class="emoji" alt=":smile:" title=":smile:">', "<p>hi 😄</p>"),
        ("<details><summary>More</summary><p>here</p></details>", "<p><strong>More</strong></p><p>here</p>"),
        ('<pre><code class="lang-py">a &lt; b\n  c</code></pre>', "<pre><code>a &lt; b\n  c</code></pre>"),
        (
            'x <span class="math">a^2</span><div class="math">\n1+1\n</div>',
            "<p>x <code>a^2</code></p><pre><code>1+1</code></pre>",
        ),
        (
            '<div class="poll"><div class="poll-title">Which?</div><ul><li data-poll-option-id="1">Oak</li></ul>'
            '<div class="poll-info">3 voters</div></div>',
            "<p><strong>Which?</strong></p><ul><li>Oak</li></ul>",
        ),
        (
            "<ul><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ul>",
            "<ul><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ul>",
        ),
        (
            '<div class="md-table"><table><thead><tr><th style="x">h</th></tr></thead><tbody>'
            "<tr><td>d</td></tr></tbody></table></div>",
            "<table><tbody><tr><th>h</th></tr><tr><td>d</td></tr></tbody></table>",
        ),
        (
            '<iframe src="https://video.example/e/1" onload="x"></iframe>',
            '<p><a href="https://video.example/e/1">video.example/e/1</a></p>',
        ),
        ("<p>a<svg><script>alert(1)</script></svg><style>b</style>c</p>", "<p>ac</p>"),
        ("<p>un<b>closed <i>tags</p> after", "<p>un<strong>closed <em>tags</em></strong></p><p>after</p>"),
        ("1 < 2 <3 <!-- gone --> <!-- open", "<p>1 &lt; 2 &lt;3   open</p>"),
        (
            '<sup class="footnote-ref"><a href="#footnote-1">[1]</a></sup><hr class="footnotes-sep">',
            "<p><sup>[1]</sup></p><hr>",
        ),
    ],
)
def test_cook(source: str, expected: str) -> None:
    assert html(source) == expected


SEEDS = [
    "<",
    "<a",
    "<p>",
    "<div>",
    "</div>",
    "<!--",
    '<a href="',
    "&",
    "<b><i>",
    "<table><tr><td>",
    "<ul><li>",
    "<aside class=quote>",
    '<div class="lightbox-wrapper"><a href=x>',
    "</a></b>",
    '<a"',
    "<details>",
    "<img class=emoji>",
    "<li>",
]


@pytest.mark.parametrize("seed", SEEDS)
def test_cook_hostile_html_of_any_length_E12(seed: str) -> None:
    made = html(seed * 200_000)
    assert len(made) <= 20 * LONGEST
    assert set(re.findall("</?([a-z0-9]+)", made)) <= TAGS


def test_cook_nothing_that_runs(shared_data: Path) -> None:
    published = (shared_data / "xss-dompurify/expect.mjs").read_text()
    payloads = [json.loads(found) for found in re.findall(r'"payload":\s*("(?:[^"\\]|\\.)*")', published)]
    payloads += [path.read_text() for path in sorted((shared_data / "xss-bleach/html-cases").glob("*.test"))]
    assert len(payloads) > 200
    for payload in payloads:
        made = html(payload)
        assert set(re.findall("<([a-zA-Z0-9]+)", made)) <= TAGS
        assert not re.search("<[a-z0-9]+ (?!href=)", made)
        assert not re.search('<a href="(?!https?://|mailto:|tel:|ref:)', made)


def test_cook_every_real_post(shared_data: Path) -> None:
    with open_archive(shared_data / "delving-bitcoin-discourse/raw-posts-2023.tar.gz") as archive:
        for name in archive.names():
            with archive.open(name) as stream:
                cooked = json.load(stream)["cooked"]
            made = html(cooked)
            assert set(re.findall("<([a-zA-Z0-9]+)", made)) <= TAGS
            assert "onebox" not in made and "quote-controls" not in made
            words = len(re.sub("<[^>]*>", " ", made).split())
            assert words >= 0.4 * len(
                re.sub('<svg.*?</svg>|<aside class="onebox.*?</aside>|<[^>]*>', " ", cooked, flags=re.S).split()
            )


SHA = "bda2c513e1da04f7b4e99230851ea2aafeb8cc4e"


@pytest.mark.parametrize(
    "address",
    [
        "upload://r3AYqESanERjladb4vBB7VsMBm6.png",
        "/uploads/short-url/r3AYqESanERjladb4vBB7VsMBm6.png",
        f"https://f.example/uploads/default/optimized/1X/{SHA}_2_690x388.png?x=1",
        f"//cdn.example/uploads/default/original/1X/{SHA}.png",
    ],
)
def test_cook_an_upload_by_any_of_its_addresses(address: str) -> None:
    held = Held({f"default/original/1X/{SHA}.png": "u/x.png"})
    made = Cook(Places(), held).cook(f'<p>see <img src="{address}" alt="plan"></p><p><a href="{address}">f</a></p>')
    assert made.uploads[0].name == "plan.png" and held(made.uploads[0].address) == "u/x.png"
    assert "<p>see</p>" in made.html and held("/uploads/short-url/zzz.png") is None and Held()(address) is None
