"""What a Slack message holds beside its text: Block Kit blocks (read when there is no text) and attachments."""

from collections.abc import Iterator
from itertools import groupby

from terreau.bridges.imports.slack.reading import mrkdwn
from terreau.bridges.imports.slack.reading.mrkdwn import Names
from terreau.bridges.imports.staging import markup
from terreau.bridges.imports.staging.emoji import from_points, symbol
from terreau.bridges.imports.staging.plain import Json, items, line, mapping, text

_MOST = 100
_DEEPEST = 8
_PARTS = 2_000
_RICH = {
    "rich_text_section": "p",
    "rich_text_quote": "blockquote",
    "rich_text_preformatted": "pre",
}


def blocks_html(blocks: object, names: Names) -> str:
    """The blocks that carry words, as HTML; buttons, menus and dividers are left out."""
    return "".join(_block(block, names) for block in list(items(blocks))[:_MOST])


def _rich_text(elements: list[Json], names: Names) -> Iterator[str]:
    """The parts of a rich text; lists that follow one another are one list, as deep as each is indented."""
    for listed, group in groupby(elements, lambda element: element.get("type") == "rich_text_list"):
        if listed:
            yield _lists(list(group), names)
        else:
            yield from (_rich(element, names) for element in group)


def _lists(elements: list[Json], names: Names) -> str:
    """Slack sends a nested list as a row of flat ones, each with its `indent`: they are put inside one another."""
    parts: list[str] = []
    open_tags: list[str] = []
    for element in elements:
        tag = "ol" if element.get("style") == "ordered" else "ul"
        indent = element.get("indent")
        depth = min(max(indent, 0), len(open_tags), _DEEPEST) if isinstance(indent, int) else 0
        while len(open_tags) > depth + 1 or (len(open_tags) == depth + 1 and open_tags[-1] != tag):
            parts.append(f"</li></{open_tags.pop()}>")
        rows = [_inlines(item, names) for item in items(element.get("elements"))]
        if not rows:
            continue
        parts.append("</li><li>" if len(open_tags) == depth + 1 else f"<{tag}><li>")
        open_tags += [tag] if len(open_tags) == depth else []
        parts.append("</li><li>".join(rows))
    parts += [f"</li></{tag}>" for tag in reversed(open_tags)]
    return "".join(parts)


def _block(block: Json, names: Names) -> str:
    kind = block.get("type")
    if kind == "rich_text":
        return "".join(_rich_text(list(items(block.get("elements")))[:_MOST], names))
    if kind == "header":
        return f"<h3>{markup.escaped(_words(block.get('text')))}</h3>"
    if kind in ("image", "video"):
        label = _words(block.get("title")) or line(block.get("alt_text"))
        return _paragraph(markup.link(text(block.get("image_url") or block.get("title_url"), 4000), _label(label)))
    parts = [block.get("text"), *list(items(block.get("fields")))[:_MOST], *list(items(block.get("elements")))[:_MOST]]
    return "".join(_text_object(part, names) for part in parts)


def _label(words: str) -> str:
    return markup.escaped(words or "…")


def _paragraph(inside: str) -> str:
    return f"<p>{inside}</p>" if inside else ""


def _words(value: object) -> str:
    """A text object (or plain text) as one line."""
    return line(mapping(value).get("text") if isinstance(value, dict) else value, 300)


def _text_object(part: object, names: Names) -> str:
    if isinstance(part, str):
        return mrkdwn.to_html(text(part, mrkdwn.LONGEST), names)
    inner = mapping(part)
    if inner.get("type") not in ("mrkdwn", "plain_text", "markdown"):
        return ""
    words = text(inner.get("text"), mrkdwn.LONGEST)
    return mrkdwn.to_html(words, names) if words.strip() else ""


def _rich(element: Json, names: Names) -> str:
    kind = text(element.get("type"))
    tag = _RICH.get(kind, "p")
    inside = _inlines(element, names)
    if not inside.strip():
        return ""
    return f"<pre><code>{inside}</code></pre>" if tag == "pre" else f"<{tag}>{inside}</{tag}>"


def _inlines(element: Json, names: Names) -> str:
    bare = element.get("type") == "rich_text_preformatted"
    return "".join(_inline(item, names, bare) for item in items(element.get("elements")))


def _inline(item: Json, names: Names, bare: bool) -> str:
    kind = item.get("type")
    words = markup.escaped(text(item.get("text"), mrkdwn.LONGEST))
    if bare:
        return words or markup.escaped(text(item.get("url"), 4000))
    words = words.replace("\n", "<br>")
    if kind == "link":
        return _styled(mrkdwn.inline(f"<{_packed(item)}>", names), item)
    if kind == "emoji":
        return markup.escaped(_emoji(item))
    if kind in ("user", "channel"):
        sign = "@" if kind == "user" else "#"
        return mrkdwn.inline(f"<{sign}{line(item.get(f'{kind}_id'), 40)}>", names)
    if kind in ("broadcast", "usergroup"):
        return markup.escaped(f"@{line(item.get('range'), 40) or '…'}")
    return _styled(words or markup.escaped(line(item.get("fallback"))), item)


def _emoji(item: Json) -> str:
    """By its code points, skin and all; a custom one has none and keeps its name."""
    name, _, tone = line(item.get("name"), 60).partition("::skin-tone-")
    drawn = from_points(text(item.get("unicode"), 80).lower())
    return drawn or symbol(name, tone or text(item.get("skin_tone"), 1)) or f":{name}:"


def named_emoji(blocks: object) -> dict[str, str]:
    """What the emoji of a rich text look like, by the names that the text of the message gives them."""
    found: dict[str, str] = {}
    waiting: list[object] = [blocks]
    for _step in range(_PARTS):
        if not waiting:
            break
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            if part.get("type") == "emoji":
                found[line(part.get("name"), 60)] = _emoji(part)
            waiting.append(part.get("elements"))
    return found


def _packed(item: Json) -> str:
    """A link element in the way the text of a message writes it."""
    url, label = text(item.get("url"), 3000), line(item.get("text"), 900)
    packed = f"{url}|{label}" if label else url
    return packed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def _styled(words: str, item: Json) -> str:
    style = mapping(item.get("style"))
    for name, tag in (("code", "code"), ("strike", "s"), ("italic", "em"), ("bold", "strong")):
        if style.get(name) is True and words.strip():
            words = f"<{tag}>{words}</{tag}>"
    return words


def attachments_html(attachments: object, names: Names) -> str:
    """Attachments (what bots say, previews of links, shared messages) as quoted blocks."""
    return "".join(_attachment(attachment, names) for attachment in list(items(attachments))[:_MOST])


def _attachment(attachment: Json, names: Names) -> str:
    before = text(attachment.get("pretext"), mrkdwn.LONGEST)
    inside = "".join(_attachment_parts(attachment, names))
    if not inside and not before:
        inside = mrkdwn.to_html(text(attachment.get("fallback"), 2000), names)
    quoted = f"<blockquote>{inside}</blockquote>" if inside else ""
    return (mrkdwn.to_html(before, names) if before else "") + quoted


def _said_by(attachment: Json, author: str, names: Names) -> str:
    """Who said it: with a link to the message itself where it is one that was shared."""
    there = text(attachment.get("from_url"), 3000)
    if attachment.get("is_msg_unfurl") is True and there:
        return mrkdwn.inline(f"<{_packed({'url': there, 'text': author})}>", names)
    return markup.link(text(attachment.get("author_link"), 4000), markup.escaped(author))


def _quoted_blocks(attachment: Json, names: Names) -> str:
    """The blocks of an attachment; those of a shared message lie one level deeper."""
    inside = [mapping(shared.get("message")).get("blocks") for shared in items(attachment.get("message_blocks"))]
    return blocks_html(attachment.get("blocks"), names) or "".join(blocks_html(one, names) for one in inside[:_MOST])


def _attachment_parts(attachment: Json, names: Names) -> Iterator[str]:
    author = line(attachment.get("author_name") or attachment.get("author_subname"))
    if author:
        yield _paragraph(_said_by(attachment, author, names))
    title = mrkdwn.inline(line(attachment.get("title"), 300), names)
    if title:
        yield _paragraph(f"<strong>{markup.link(text(attachment.get('title_link'), 4000), title)}</strong>")
    words = text(attachment.get("text"), mrkdwn.LONGEST)
    if words.strip():
        yield mrkdwn.to_html(words, names)
    yield _quoted_blocks(attachment, names) if not words.strip() else ""
    for field in list(items(attachment.get("fields")))[:_MOST]:
        yield mrkdwn.to_html(text(f"*{line(field.get('title'))}*\n{text(field.get('value'), 5000)}"), names)
    image = text(attachment.get("image_url"), 4000)
    if image and not attachment.get("title_link"):
        yield _paragraph(markup.link(image, markup.escaped(markup.short(image))))
    footer = line(attachment.get("footer"), 300)
    if footer:
        yield _paragraph(mrkdwn.inline(footer, names))
