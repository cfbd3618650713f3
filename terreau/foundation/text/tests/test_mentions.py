from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.text import mentions
from terreau.foundation.text.mentions import MOST_MENTIONS, find, find_names, link, rename, strip
from terreau.foundation.text.rich import clean, from_plain, link_urls, to_plain

BOB = '<a class="mention" data-person="k7f2" href="/people/k7f2">@Bob Delorme</a>'
RITA = '<a class="mention" data-person="m3x9qa" href="/people/m3x9qa">@Rita Almeida</a>'
PEOPLE = {"bob": ("k7f2", "Bob Delorme"), "k7f2": ("k7f2", "Bob Delorme"), "rita.almeida": ("m3x9qa", "Rita Almeida")}


def test_people_mentioned_are_found_once_in_order() -> None:
    assert find(f"<p>{RITA} et {BOB}, {RITA}</p>") == ["m3x9qa", "k7f2"]
    assert find('<p><a href="/people/k7f2">Bob</a> @bob</p>') == []
    assert find('<p><a class="mention" data-person="k7f2" href="/people/other">x</a></p>') == []
    assert find("") == []


def test_names_typed_are_found() -> None:
    assert find_names("@bob, voir @rita.almeida. (@Zoé_1) @[Bob D](k7f2) @bob") == [
        "bob",
        "rita.almeida",
        "Zoé_1",
        "k7f2",
    ]
    assert find_names("a@ex.org @ @@x https://ex.org/@bob @[x](NO)") == []
    assert len(find_names(" ".join(f"@u{number}" for number in range(200)))) == MOST_MENTIONS


def test_names_typed_become_mentions() -> None:
    assert link("<p>Merci @Bob, et @rita.almeida.</p>", PEOPLE) == f"<p>Merci {BOB}, et {RITA}.</p>"
    assert link("<p>@[Robert](k7f2) !</p>", PEOPLE) == f"<p>{BOB} !</p>"


def test_links_code_and_unknown_names_are_left_alone() -> None:
    html = '<p><a href="/x">@bob</a> <code>@bob</code> @charlie a@bob</p><pre><code>@bob</code></pre>'
    assert link(html, PEOPLE) == html
    assert link(f"<p>{BOB}</p>", PEOPLE) == f"<p>{BOB}</p>"


def test_a_name_cannot_bring_markup_along() -> None:
    made = link("<p>@x</p>", {"x": ("k7f2", '<b onclick="1">"&')})
    assert made == ('<p><a class="mention" data-person="k7f2" href="/people/k7f2">@&lt;b onclick="1"&gt;"&amp;</a></p>')
    assert clean(made) == made


def test_a22_who_must_not_be_resolved_is_plain_text() -> None:
    html = f"<p>{BOB} et {RITA}</p>"
    assert strip(html, {"m3x9qa"}) == f"<p>@Bob Delorme et {RITA}</p>"
    assert strip(html, set()) == "<p>@Bob Delorme et @Rita Almeida</p>"
    assert strip(html, {"m3x9qa", "k7f2"}) == html
    assert find(strip(html, set())) == []
    assert strip('<p><a href="/x">lien</a></p>', set()) == '<p><a href="/x">lien</a></p>'


def test_a_mention_shows_the_name_of_whom_it_names() -> None:
    forged = f"<p>{BOB.replace('Bob Delorme', '<strong>La direction</strong>')} et la suite</p>"
    assert rename(forged, {"k7f2": "Bob Delorme"}) == f"<p>{BOB} et la suite</p>"
    assert rename(f"<p>{RITA}</p>", {"k7f2": "Bob"}) == f"<p>{RITA}</p>"


@given(st.text())
def test_linking_changes_no_word(text: str) -> None:
    html = link_urls(from_plain(f"{text} @bob"))
    linked = link(html, PEOPLE)
    assert clean(linked) == linked
    assert link(linked, PEOPLE) == linked
    assert to_plain(strip(linked, set())) == to_plain(linked)


def test_hostile_strings_mention_nobody(naughty_strings: list[str]) -> None:
    for string in [*naughty_strings, "@" * 5000, "@[" * 3000, "@a" * 3000, "@[a](" * 2000]:
        mentions.find_names(string)
        html = from_plain(string)
        assert find(html) == []
        assert link(html, PEOPLE) == html or "@" in string
        assert strip(string, set()) == strip(strip(string, set()), set())
        assert "<script" not in rename(string, {})
