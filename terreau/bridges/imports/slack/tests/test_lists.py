"""Lists of a rich text: Slack sends a nested one as flat lists that say how far they are indented."""

from terreau.bridges.imports.slack.reading import blocks
from terreau.foundation.text import rich


class Nobody:
    """No id stands for anything."""

    def person(self, source_id: str) -> None:
        return None

    def space(self, source_id: str) -> None:
        return None


def listed(*parts: tuple[str, int, list[str]]) -> str:
    """A rich text of lists: (style, indent, words of each item)."""
    elements = [
        {
            "type": "rich_text_list",
            "style": style,
            "indent": indent,
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": word}]} for word in words],
        }
        for style, indent, words in parts
    ]
    return blocks.blocks_html([{"type": "rich_text", "elements": elements}], Nobody())


def test_what_is_indented_lies_inside() -> None:
    html = listed(("bullet", 0, ["a", "b"]), ("ordered", 1, ["c", "d"]), ("bullet", 2, ["e"]), ("bullet", 0, ["f"]))
    within = "<ol><li>c</li><li>d<ul><li>e</li></ul></li></ol>"
    assert html == f"<ul><li>a</li><li>b{within}</li><li>f</li></ul>"
    assert rich.to_plain(rich.clean(html)) == "- a\n- b\n  1. c\n  2. d\n    - e\n- f"


def test_lists_that_differ_follow_one_another() -> None:
    assert listed(("bullet", 0, ["a"]), ("ordered", 0, ["b"])) == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_a_deep_beginning_and_nonsense_are_read_flat() -> None:
    assert listed(("bullet", 5, ["a"]), ("bullet", -3, ["b"])) == "<ul><li>a</li><li>b</li></ul>"
    assert listed(("bullet", 0, [])) == ""
