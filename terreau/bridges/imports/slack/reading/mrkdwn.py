"""Slack’s mrkdwn as HTML. One pass over the text, so the time grows with its length, whatever it holds."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Protocol

from terreau.bridges.imports.staging import markup, plain
from terreau.bridges.imports.staging.emoji import symbol

LONGEST = 40_000
_TOKEN = re.compile(
    r"`([^`]+)`|<([^<>]{1,4000})>|:([a-z0-9_+'-]{1,60}):(?::skin-tone-([2-6]):)?|(\*{2,}|_{2,}|~{2,})|([*_~])"
)
_INSIDE = re.compile(r"<([^<>]{1,4000})>")
_ARCHIVES = re.compile(r"\Ahttps?://[a-z0-9.-]{1,80}\.slack\.com/archives/([A-Z0-9]{1,30})(?:/p(\d{10})(\d{6}))?", re.A)
_TEAM = re.compile(r"\Ahttps?://[a-z0-9.-]{1,80}\.slack\.com/team/([UW][A-Z0-9]{1,30})\Z", re.A)
_BULLET = re.compile(r"\A\s{0,40}[•◦▪‣▸-]\ufe0e?\s+")
_NUMBER = re.compile(r"\A\s{0,40}\d{1,4}[.)]\s+")
_QUOTE = re.compile(r"\A(?:&gt;|>) ?")
_QUOTE_REST = re.compile(r"\A(?:&gt;&gt;&gt;|>>>) ?")
_STYLES = {"*": "strong", "_": "em", "~": "s"}


class Names(Protocol):
    """Who and what the ids of the workspace stand for; None for an unknown one."""

    def person(self, source_id: str) -> str | None: ...

    def space(self, source_id: str) -> str | None: ...


def to_html(text: str, names: Names) -> str:
    """The blocks of HTML that `text` (as in an export: `&amp; &lt; &gt;` escaped, `<…>` for links) is shown as."""
    parts = text[:LONGEST].split("```")
    if len(parts) % 2 == 0:
        parts[-2:] = ["```".join(parts[-2:])]
    made: list[str] = []
    for number, part in enumerate(parts):
        if number % 2:
            code = _INSIDE.sub(lambda match: _spoken(match[1], names), part.strip("\n"))
            made.append(f"<pre><code>{markup.escaped(_unescaped(code))}</code></pre>")
        else:
            made.extend(_blocks(part, names))
    return "".join(made)


def plain_words(text: str) -> str:
    """A short text as plain words: links by their label."""
    return _unescaped(_INSIDE.sub(lambda match: _spoken(match[1], _Nobody()), text))


class _Nobody:
    """Names where nobody is known yet."""

    def person(self, source_id: str) -> str | None:
        return None

    def space(self, source_id: str) -> str | None:
        return None


def _unescaped(words: str) -> str:
    return words if "&" not in words else words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _literal(words: str) -> str:
    return markup.escaped(_unescaped(words))


def _blocks(part: str, names: Names) -> Iterator[str]:
    for kind, lines in groupby(_lines(part), key=lambda found: found[0]):
        written = [inline(words, names) for _, words in lines]
        if kind == "quote":
            yield f"<blockquote><p>{'<br>'.join(written)}</p></blockquote>"
        elif kind in ("ul", "ol"):
            yield f"<{kind}>{''.join(f'<li>{words}</li>' for words in written)}</{kind}>"
        elif kind == "plain":
            yield f"<p>{'<br>'.join(written)}</p>"


def _lines(part: str) -> Iterator[tuple[str, str]]:
    """Every line with the kind of block it belongs to and without its mark."""
    rest = False
    for line in part.strip("\n").split("\n"):
        found = _QUOTE_REST.match(line)
        rest = rest or found is not None
        if rest:
            yield "quote", line[found.end() :] if found else line
        elif match := _QUOTE.match(line):
            yield "quote", line[match.end() :]
        elif match := _BULLET.match(line):
            yield "ul", line[match.end() :]
        elif match := _NUMBER.match(line):
            yield "ol", line[match.end() :]
        else:
            yield ("plain" if line.strip() else "blank"), line.strip()


def inline(line: str, names: Names) -> str:
    """One line: styles, code, links, references, emoji."""
    out: list[str] = []
    opened: list[tuple[str, int]] = []
    place = 0
    for token in _TOKEN.finditer(line):
        if token.start() > place:
            out.append(_literal(line[place : token.start()]))
        place = token.end()
        code, angle, emoji, tone, run, mark = token.groups()
        if run:
            out.append(token[0])
        elif mark:
            _style(line, token.start(), mark, out, opened)
        elif angle:
            out.append(_angle(angle, names))
        elif code:
            out.append(f"<code>{_literal(_INSIDE.sub(lambda found: _spoken(found[1], names), code))}</code>")
        else:
            out.append(markup.escaped(symbol(emoji, tone) or token[0]))
    out.append(_literal(line[place:]))
    return "".join(out)


def _style(line: str, place: int, mark: str, out: list[str], opened: list[tuple[str, int]]) -> None:
    """A `*`, `_` or `~`: opens or closes a style, or is itself. At most one of each is open at a time."""
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    mine = next((number for number, (other, _) in enumerate(opened) if other == mark), None)
    lonely = before.isspace() and after.isspace()
    out.append(mark)
    if mark in (before, after) or lonely:
        return
    if mine is not None:
        start = opened[mine][1]
        if _edge(after):
            out[start], out[-1] = f"<{_STYLES[mark]}>", f"</{_STYLES[mark]}>"
            del opened[mine:]
            return
        del opened[mine]
    if _edge(before) and after:
        opened.append((mark, len(out) - 1))


def _edge(letter: str) -> bool:
    return not letter or not (letter.isalnum() or letter == "@")


def _angle(inside: str, names: Names) -> str:
    """What stands between `<` and `>`: a person, a channel, a group, a date, everybody, or an address."""
    target, _, label = inside.partition("|")
    written = _literal(label)
    if target.startswith("@"):
        name = label.lstrip("@") or names.person(target[1:]) or target[1:]
        return markup.reference("person", target[1:], f"@{_literal(name)}")
    if target.startswith("#"):
        name = names.space(target[1:]) or label.lstrip("#")
        return markup.reference("space", target[1:], f"#{_literal(name)}") if name else "#…"
    if target.startswith("!"):
        return _literal(_special(target[1:], label))
    return _address(_unescaped(target), written, names)


def _special(target: str, label: str) -> str:
    """`<!here>`, `<!subteam^S1|@team>`, `<!date^1392734382^Posted {date}|fallback>`."""
    kind, _, rest = target.partition("^")
    if kind == "date":
        at = plain.micros(rest.split("^", 1)[0])
        return label or (plain.moment(at).strftime("%Y-%m-%d %H:%M") if at is not None else "")
    # What a group of people is called stands nowhere in an export but in the label.
    return f"@{label.lstrip('@') or ('…' if kind == 'subteam' else kind)}"


def _address(target: str, label: str, names: Names) -> str:
    if match := _ARCHIVES.match(target):
        name = names.space(match[1])
        if name and match[2]:
            day = plain.moment(int(match[2]) * 1_000_000).strftime("%Y-%m-%d")
            words = label if label and "/archives/" not in label else markup.escaped(f"#{name} · {day}")
            return markup.reference("message", f"{match[1]}/{match[2]}.{match[3]}", words)
        if name:
            return markup.reference("space", match[1], label or markup.escaped(f"#{name}"))
    if (match := _TEAM.match(target)) and names.person(match[1]):
        return markup.reference("person", match[1], label or markup.escaped(f"@{names.person(match[1])}"))
    if ":" not in target or " " in target:
        return label or markup.escaped(f"<{target}>")
    return markup.link(target, label or markup.escaped(markup.short(target.removeprefix("mailto:"))))


def _spoken(inside: str, names: Names) -> str:
    """The words of a reference where no link may stand, still escaped as Slack does."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{label.lstrip('@') or names.person(target[1:]) or target[1:]}"
    if target.startswith("#"):
        return f"#{names.space(target[1:]) or label.lstrip('#') or '…'}"
    return _special(target[1:], label) if target.startswith("!") else label or target
