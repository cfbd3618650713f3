from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.text.rich import clean, from_plain, link_urls, to_plain
from terreau.foundation.text.tags import MOST_TAGS, Tag, find, find_rich, link


def test_tags_are_found_once_with_what_was_written() -> None:
    assert find("#Mot-Clé, #bois_dur et (#Qualité2) ! #mot-cle #Ü") == [
        Tag("mot-cle", "Mot-Clé"),
        Tag("bois-dur", "bois_dur"),
        Tag("qualite2", "Qualité2"),
        Tag("u", "Ü"),
    ]
    assert find("#品質 #गुणवत्ता #جودة") == [Tag("品質", "品質"), Tag("गुणवत्ता", "गुणवत्ता"), Tag("جودة", "جودة")]


def test_what_is_no_tag() -> None:
    assert find("#123 a#b ## #- # &#39; C# https://ex.org/#ancre https://ex.org/?a=(#b) `#code` ```\n#code\n```") == []
    assert find("#" + "a" * 51) == []
    assert find("#" + "a" * 50) == [Tag("a" * 50, "a" * 50)]


def test_a_text_has_ten_tags_at_most() -> None:
    text = " ".join(f"#t{number}" for number in range(30))
    assert len(find(text)) == MOST_TAGS
    assert link(from_plain(text)).count("<a ") == MOST_TAGS


def test_tags_are_linked_outside_links_and_code() -> None:
    html = "<p>Voir #Mot-Clé.</p><pre><code>#a</code></pre>"
    linked = '<p>Voir <a class="tag" href="/tags/mot-cle">#Mot-Clé</a>.</p><pre><code>#a</code></pre>'
    assert link(html) == linked
    assert link(linked) == linked
    assert find_rich(html) == find_rich(linked) == [Tag("mot-cle", "Mot-Clé")]
    assert find_rich('<p><a href="/x">#a</a></p>') == []
    assert link("<p>rien</p>") == "<p>rien</p>"


@given(st.text())
def test_linking_changes_no_word(text: str) -> None:
    html = link_urls(from_plain(f"#début {text} #fin"))
    linked = link(html)
    assert clean(linked) == linked
    assert to_plain(linked) == to_plain(html)
    assert find_rich(linked) == find_rich(html)


def test_hostile_strings_are_tagged(naughty_strings: list[str]) -> None:
    for string in [*naughty_strings, "#" * 5000, "#a" * 3000, "`" * 5000, "#-" * 3000]:
        assert len(find(string)) <= MOST_TAGS
        assert "<script" not in link(from_plain(string))
        assert "<script" not in link(f"#a{string}")
