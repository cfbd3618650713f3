import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.foundation.storage.names import beside, clean_name, compared, disposition, ordered, same_ending

HOSTILE = {
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\system32\\cmd.exe": "cmd.exe",
    "/etc/passwd": "passwd",
    "C:\\Users\\alice\\plan.pdf": "plan.pdf",
    "\\\\server\\share\\plan.pdf": "plan.pdf",
    "plan.pdf\0.exe": "plan.pdf.exe",
    "plan\r\nSet-Cookie: a=b.txt": "plan Set-Cookie_ a=b.txt",
    "%2e%2e%2fetc%2fpasswd": "passwd",
    "%252e%252e%252fetc%252fpasswd": "passwd",
    "..%5c..%5ccmd.exe": "cmd.exe",
    "a%00.pdf": "a.pdf",
    "a%0d%0ab.pdf": "a b.pdf",
    "100 % coton.pdf": "100 % coton.pdf",
    "50%20off.pdf": "50%20off.pdf",
    "facture\u202efdp.exe": "facturefdp.exe",
    "\u2066a\u2069\u200e\u200f\u061c.txt": "a.txt",
    "\ufeffa\u200b\u00ad.txt": "a.txt",
    "CON": "_CON",
    "con.txt": "_con.txt",
    "NUL.tar.gz": "_NUL.tar.gz",
    "LPT9.txt": "_LPT9.txt",
    "COM¹.txt": "_COM¹.txt",
    "console.txt": "console.txt",
    "": "file",
    ".": "file",
    "..": "file",
    "...": "file",
    "/": "file",
    "   ": "file",
    ".htaccess": "htaccess",
    "plan.pdf.": "plan.pdf",
    "plan.pdf ": "plan.pdf",
    'a<b>c:d"e|f?g*h.txt': "a_b_c_d_e_f_g_h.txt",
    "été\u0301.txt": "été\u0301.txt",
    "e\u0301te\u0301.txt": "été.txt",
    "日本語の書類.docx": "日本語の書類.docx",
    "👩\u200d🌾.png": "👩\u200d🌾.png",
    "a\u2215b\uff0fc\u2044d.txt": "d.txt",
    "a\u2028b\u00a0c.txt": "a b c.txt",
    "\ud800a.txt": "a.txt",
    "a" * 300 + ".pdf": "a" * 116 + ".pdf",
    "日" * 300 + ".pdf": "日" * 65 + ".pdf",
    "a." + "b" * 300: "a." + "b" * 118,
}


@pytest.mark.parametrize("raw", HOSTILE)
def test_E14_hostile_names(raw: str) -> None:
    assert clean_name(raw) == HOSTILE[raw]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400) | st.text(alphabet="./\\%2eEfF5cC0 \0\u202eaCON", max_size=60))
def test_E14_any_name_is_harmless(raw: str) -> None:
    name = clean_name(raw)
    assert name == clean_name(name)
    assert 0 < len(name) <= 121
    assert len(name.encode()) <= 201
    assert not set(name) & set('/\\<>:"|?*\0')
    assert name not in (".", "..")
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", name)


@given(st.text(max_size=60).map(clean_name), st.booleans())
def test_E14_one_header_whatever_the_name(name: str, inline: bool) -> None:
    header = disposition(name, inline=inline)
    assert re.fullmatch(
        r"(inline|attachment); filename=\"[^\"\\%;\x00-\x1f\x7f-\U0010ffff]+\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+",
        header,
    )
    assert header.startswith("inline" if inline else "attachment")


def test_names_are_compared_without_case_nor_form_and_put_in_order_by_number() -> None:
    assert compared("Été.PDF") == compared("e\u0301te\u0301.pdf") == compared("ÉTÉ.Pdf") != compared("ete.pdf")
    assert sorted(["plan 10", "Plan 2", "été", "zoo"], key=ordered) == ["été", "Plan 2", "plan 10", "zoo"]


@given(st.text(max_size=300).map(clean_name), st.integers(0, 5))
def test_a_free_name_is_free_clean_and_ends_as_before(name: str, others: int) -> None:
    taken = {compared(name)}
    for _ in range(others):
        free = beside(name, taken)
        assert compared(free) not in taken and free == clean_name(free)
        taken.add(compared(free))


@pytest.mark.parametrize(
    "name,other,expected",
    [
        ("plan.docx", "final.pdf", "plan.pdf"),
        ("plan.PDF", "final.pdf", "plan.PDF"),
        ("plan", "final.pdf", "plan.pdf"),
        ("plan.docx", "final", "plan.docx"),
        (".cache", "x.txt", ".cache.txt"),
    ],
)
def test_a_name_takes_the_ending_of_another(name: str, other: str, expected: str) -> None:
    assert same_ending(name, other) == expected


def test_both_names_are_told() -> None:
    assert disposition("Été 2027 ; plan.pdf", inline=False) == (
        "attachment; filename=\"Ete 2027 _ plan.pdf\"; filename*=UTF-8''%C3%89t%C3%A9%202027%20%3B%20plan.pdf"
    )
    assert disposition("日本", inline=True) == "inline; filename=\"file\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC"
