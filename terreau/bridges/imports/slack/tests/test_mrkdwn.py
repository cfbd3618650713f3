"""mrkdwn as HTML: every sign, what only looks like one, and text made to take long. (E12)"""

import json
import re
from pathlib import Path

import pytest

from terreau.bridges.imports.slack.reading.mrkdwn import LONGEST, to_html


class Names:
    def person(self, source_id: str) -> str | None:
        return {"U1": "Ada <b>"}.get(source_id)

    def space(self, source_id: str) -> str | None:
        return {"C1": "general"}.get(source_id)


def html(text: str) -> str:
    return to_html(text, Names())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*bold* _it_ ~gone~ `x*y*z`", "<strong>bold</strong> <em>it</em> <s>gone</s> <code>x*y*z</code>"),
        ("*bold with _it_ inside*", "<strong>bold with <em>it</em> inside</strong>"),
        ("*crossed _over* here_", "<strong>crossed _over</strong> here_"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ('a &lt;b&gt; &amp;amp; "c"', 'a &lt;b&gt; &amp;amp; "c"'),
        ("one\ntwo", "one<br>two"),
        ("<https://a.example/x?a=1&amp;b=2|*label*>", '<a href="https://a.example/x?a=1&amp;b=2">*label*</a>'),
        ("<https://a.example/>", '<a href="https://a.example/">a.example</a>'),
        ("<mailto:a@b.example|a@b.example>", '<a href="mailto:a@b.example">a@b.example</a>'),
        ("<javascript:alert(1)|click>", "click"),
        ("<data:text/html,x>", "data:text/html,x"),
        (
            "<@U1> <@U404> <@U404|zed>",
            '<a href="ref:person/U1">@Ada &lt;b&gt;</a> '
            '<a href="ref:person/U404">@U404</a> <a href="ref:person/U404">@zed</a>',
        ),
        (
            "<#C1> <#C1|old-name> <#C9|other>",
            '<a href="ref:space/C1">#general</a> <a href="ref:space/C1">#general</a> <a href="ref:space/C9">#other</a>',
        ),
        ("<!here> <!channel|channel> <!subteam^S1|@devs>", "@here @channel @devs"),
        ("<!date^1392734382^{date}|Feb 18> <!date^1392734382^{date}>", "Feb 18 2014-02-18 14:39"),
        (":smile: :+1::skin-tone-3: :nope: 10:30:20", "😄 👍🏼 :nope: 10:30:20"),
        (
            "<https://x.slack.com/archives/C1/p1577836800000100?thread_ts=1.2&amp;cid=C1>",
            '<a href="ref:message/C1/1577836800.000100">#general · 2020-01-01</a>',
        ),
        ("<https://x.slack.com/archives/C1|the channel>", '<a href="ref:space/C1">the channel</a>'),
        ("<https://x.slack.com/team/U1>", '<a href="ref:person/U1">@Ada &lt;b&gt;</a>'),
        (
            "<https://x.slack.com/archives/C9/p1577836800000100|kept>",
            '<a href="https://x.slack.com/archives/C9/p1577836800000100">kept</a>',
        ),
        ("lone ` and <", "lone ` and &lt;"),
        ("open ``` and more", "open ``` and more"),
    ],
)
def test_write_a_line(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("&gt; q1\n&gt;q2\nafter", "<blockquote><p>q1<br>q2</p></blockquote><p>after</p>"),
        ("before\n&gt;&gt;&gt; all\nthe rest", "<p>before</p><blockquote><p>all<br>the rest</p></blockquote>"),
        ("• a\n• *b*\n1. c\n2. d", "<ul><li>a</li><li><strong>b</strong></li></ul><ol><li>c</li><li>d</li></ol>"),
        (
            "see ```\n*x* &lt;y&gt; <https://a.example|z>\n``` ok",
            "<p>see</p><pre><code>*x* &lt;y&gt; z</code></pre><p>ok</p>",
        ),
    ],
)
def test_write_blocks(text: str, expected: str) -> None:
    assert html(text) == expected


def test_write_styles_as_another_importer_reads_them(shared_data: Path) -> None:
    cases = json.loads((shared_data / "zulip-fixtures-slack/slack_message_conversion.json").read_text())[
        "regular_tests"
    ]
    styled = [case for case in cases if "link" not in case["name"] and "mailto" not in case["name"]]
    assert len(styled) == 11
    for case in styled:
        made = re.sub(
            "</?(strong|em|s)>", lambda tag: {"strong": "**", "em": "*", "s": "~~"}[tag[1]], html(case["input"])
        )
        assert re.sub("</?p>", "", made) == case["conversion_output"], case["name"]


@pytest.mark.parametrize(
    "seed", ["*", "*a ", "_*~", "`", "<", "<@", "<a|", ":a", "```", "\n&gt;", "• a\n", "&", "a\n\n", "~a_b*"]
)
def test_write_hostile_text_of_any_length_E12(seed: str) -> None:
    made = html(seed * 500_000)
    assert len(made) < 20 * LONGEST
    assert not re.search("<(?!/?(p|br|strong|em|s|code|pre|blockquote|ul|ol|li|a)[ >])", made)


def test_write_no_sign_of_scripts(shared_data: Path) -> None:
    strings = json.loads((shared_data / "naughty-strings/blns.json").read_text())
    for words in strings:
        made = html(words)
        assert not re.search(r"<(?!/?(p|br|strong|em|s|code|pre|blockquote|ul|ol|li|a)[ >])", made)
        assert not re.search(r'<a href="(?!https?://|mailto:|tel:|ref:)', made)
