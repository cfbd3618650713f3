"""What people typed in a forum (`raw`, where nothing cooked is left), as Markdown without what only Discourse reads."""

import re

from terreau.bridges.imports.staging.emoji import with_symbols

_SIZED = re.compile(r"\[([^\[\]|\n]{1,200})\|[^\[\]\n]{1,60}\]\(")
_QUOTED = re.compile(r'\[quote(?:="?([^",\]\n]{1,80})[^\]\n]{0,200})?\]\n?(.*?)\n?\[/quote\]', re.DOTALL)
_DETAILS = re.compile(r'\[details="?([^"\]\n]{1,200})"?\]')
_MARKS = re.compile(r"\[/?(?:details|spoiler|poll|wrap|grid|chat)(?:[ =][^\]\n]{0,300})?\]")
_LONGEST_QUOTE = 20_000


def markdown(text: str) -> str:
    """Quotes as Markdown has them, pictures and files by their names, emoji as themselves."""
    plain = _QUOTED.sub(_quote, text) if "[/quote]" in text and text.count("[quote") <= 200 else text
    plain = _MARKS.sub("", _DETAILS.sub(r"\n**\1**\n\n", plain))
    return with_symbols(_SIZED.sub(r"[\1](", plain))


def _quote(match: re.Match[str]) -> str:
    said = ([f"**{match[1].strip()}:**", ""] if match[1] else []) + match[2][:_LONGEST_QUOTE].split("\n")
    return "\n" + "\n".join(f"> {line}".rstrip() for line in said) + "\n"
