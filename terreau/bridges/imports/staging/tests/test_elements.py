"""The elements of a JSON file come out one by one, and what is broken is named with its place. (E10)"""

import json
import random
from pathlib import Path

import pytest

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.archive import Limits, open_archive
from terreau.bridges.imports.staging.elements import Element, Read, elements
from terreau.bridges.imports.staging.plain import Json
from terreau.bridges.imports.staging.shapes import Notice, Skipped


def looks(value: Json) -> bool:
    return "ts" in value and "type" in value


def said(number: int, **more: object) -> dict[str, object]:
    return {"type": "message", "ts": f"{number}.5", "files": [{"id": number, "in": [{"ts": "1"}]}], **more}


def read(tmp_path: Path, content: bytes | str, limits: Limits | None = None, *, inside: bool = False) -> list[Read]:
    path = tmp_path / "file.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with open_archive(tmp_path, limits) as archive:
        return list(elements(archive, "file.json", looks, inside=inside))


def times(found: list[Read]) -> list[str]:
    return [str(element.value.get("ts")) for element in found if isinstance(element, Element)]


def troubles(found: list[Read]) -> list[tuple[str, str]]:
    return [(entry.position, entry.reason.text) for entry in found if isinstance(entry, Skipped)]


def test_read_an_array_pretty_or_not(tmp_path: Path) -> None:
    array = [said(number) for number in range(3)]
    for indent in (None, 4):
        found = read(tmp_path, json.dumps(array, indent=indent))
        assert times(found) == ["0.5", "1.5", "2.5"] and not troubles(found)
    assert [element.position for element in found] == ["line 2, column 5", "line 16, column 5", "line 30, column 5"]


def test_read_one_object_or_one_a_line(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(said(number)) for number in range(3))
    assert times(read(tmp_path, lines)) == ["0.5", "1.5", "2.5"]
    assert times(read(tmp_path, json.dumps(said(7)))) == ["7.5"]
    assert read(tmp_path, "") == [] == read(tmp_path, "[]") == read(tmp_path, " \n\t ")


@pytest.mark.parametrize("indent", [None, 2])
def test_read_on_after_a_broken_element_E10(tmp_path: Path, indent: int | None) -> None:
    good = [json.dumps(said(number), indent=indent) for number in range(10)]
    broken = good[9].replace('"type":', '"type"')
    found = read(tmp_path, "[" + ",\n".join([*good[:9], broken, *good[:2]]) + "]")
    assert times(found) == [f"{number}.5" for number in [*range(9), 0, 1]]
    line = 10 if indent is None else 9 * good[0].count("\n") + 10
    assert [place for place, _ in troubles(found)] == [f"line {line}, column 1"]
    assert troubles(found)[0][1] == reasons.BROKEN


@pytest.mark.parametrize(
    "broken",
    ['{"type": "message", "ts": "9.5", "text": "no end}', '{"type": "message", "ts": }', "{]", '{"a": tru}', '{"a" 1}'],
)
def test_read_on_after_each_way_of_breaking(tmp_path: Path, broken: str) -> None:
    found = read(tmp_path, f"[{json.dumps(said(1))},\n{broken},\n{json.dumps(said(2))},\n{json.dumps(said(3))}]")
    assert times(found)[0] == "1.5" and times(found)[-1] == "3.5"
    assert troubles(found)[0][0] == "line 2, column 1"


def test_read_up_to_where_a_file_is_cut_E10(tmp_path: Path) -> None:
    whole = json.dumps([said(number) for number in range(100)])
    found = read(tmp_path, whole[: len(whole) * 9 // 10])
    assert len(times(found)) == 89 or len(times(found)) == 90
    assert [reason for _, reason in troubles(found)] == [reasons.CUT]
    assert [reason for _, reason in troubles(read(tmp_path, whole[:-1]))] == [reasons.CUT]


@pytest.mark.parametrize(
    "filling", ['"' + "a" * 50_000 + '"', json.dumps([{"x": '"}]'}] * 3000), '"' + '\\"' * 30_000 + '"']
)
def test_read_past_an_element_too_long_E10(tmp_path: Path, filling: str) -> None:
    giant = f'{{"type": "message", "ts": "9.5", "text": {filling}}}'
    found = read(tmp_path, f"[{json.dumps(said(1))},{giant},{json.dumps(said(2))}]", Limits(element=10_000))
    assert times(found) == ["1.5", "2.5"]
    assert [reason for _, reason in troubles(found)] == [reasons.TOO_LARGE]
    assert troubles(found)[0][0].startswith("line 1, column ")


def test_read_elements_inside_one_too_long(tmp_path: Path) -> None:
    whole = json.dumps({"post_stream": {"posts": [said(number) for number in range(5000)]}})
    found = read(tmp_path, whole, Limits(element=100_000), inside=True)
    assert len(times(found)) == 5000 and troubles(found)[0][1] == reasons.TOO_LARGE


def test_read_past_an_element_too_deep_E10(tmp_path: Path) -> None:
    for bomb in ("[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000):
        found = read(tmp_path, f"[{json.dumps(said(1))},{bomb},{json.dumps(said(2))}]")
        assert times(found) == ["1.5", "2.5"]
        assert [reason for _, reason in troubles(found)] == [reasons.TOO_DEEP]


def test_read_impossible_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"type":1e1000000,"ts":NaN,"n":-Infinity},{"type":1,"ts":' + "9" * 100_000 + "}]")
    assert len(times(found)) == 2 and not troubles(found)


def test_read_what_is_no_object(tmp_path: Path) -> None:
    found = read(tmp_path, f'[1, "two", null, [], {json.dumps(said(1))}, -0.5e3]')
    assert times(found) == ["1.5"]
    assert [reason for _, reason in troubles(found)] == [reasons.NOT_AN_OBJECT] * 5


def test_read_gives_up_on_a_file_that_is_nothing_but_broken(tmp_path: Path) -> None:
    found = read(tmp_path, "[" + "1," * 5000 + "1]", Limits(broken=50))
    assert len(found) == 51 and troubles(found)[-1][1] == reasons.GAVE_UP
    found = read(tmp_path, "[" + ',\n{"a" 1' * 20_000, Limits(broken=1000))
    assert troubles(found)[-1][1] == reasons.GAVE_UP and len(found) < 1100


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_read_other_charsets(tmp_path: Path, charset: str) -> None:
    words = "déjà vu – “œuvre” " * 20_000
    text = json.dumps([said(1, text=words)], ensure_ascii=False)
    found = read(tmp_path, text.encode(charset))
    assert isinstance(found[0], Element) and found[0].value["text"] == words
    notices = [str(entry.said) for entry in found if isinstance(entry, Notice)]
    assert bool(notices) == (charset not in ("utf-8", "utf-8-sig"))


def test_read_a_mixture_of_charsets(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"ts":1,"type":"é'.encode() + 'è\x81"}]'.encode("latin-1"))
    assert isinstance(found[0], Element) and found[0].value["type"] == "éè\ufffd"


def test_read_anything_without_falling_over(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = json.dumps([said(number, text='a "b" \\ {c} [d]') for number in range(60)]).encode()
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(broken))
            action = chance.randrange(3)
            if action == 0:
                broken[place] = chance.randrange(256)
            elif action == 1:
                del broken[place : place + chance.randint(1, 30)]
            else:
                broken[place:place] = bytes(chance.choices(b'{}[]",:\\0', k=chance.randint(1, 5)))
        found = read(tmp_path, bytes(broken))
        assert len(times(found)) >= 30
