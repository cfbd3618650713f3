"""The bundles say the same as their sources, in fewer bytes, every time the same."""

from pathlib import Path

import pytest

from terreau.foundation.ui import assets


def test_css_loses_nothing_but_space():
    source = '/* a */ .a > .b { content: " ·  "; color: light-dark(#fff, #000); }\n'
    source += "@media (min-width: 48em) { a:hover , b { x: calc(1px - 2px); } }"
    assert assets.shorter_css(source) == (
        '.a>.b{content:" ·  ";color:light-dark(#fff,#000)}@media (min-width:48em){a:hover,b{x:calc(1px - 2px)}}'
    )


def test_script_is_one_module(tmp_path: Path):
    (tmp_path / "a.js").write_text("// why\nexport function one() {\n  return 1;\n}\n")
    (tmp_path / "b.js").write_text('import {\n  one,\n} from "./a.js";\n\none();\n')
    assert assets.joined_script([tmp_path / "a.js", tmp_path / "b.js"]) == "function one() {\nreturn 1;\n}\none();\n"


def test_same_name_twice_is_refused(tmp_path: Path):
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text("const LIFE = 1;\n")
    with pytest.raises(assets.NameTaken, match=r"LIFE is declared in a\.js and in b\.js"):
        assets.joined_script([tmp_path / "a.js", tmp_path / "b.js"])


def test_what_a_module_imports_is_in_its_bundle(tmp_path: Path):
    (tmp_path / "b.js").write_text('import { one } from "./a.js";\n\none();\n')
    with pytest.raises(assets.NotJoined, match=r"b\.js imports \['a\.js'\]"):
        assets.joined_script([tmp_path / "b.js"])


def test_bundles_are_made_the_same_every_time():
    assets.build()
    first = {path.name: path.read_bytes() for path in assets.DIST.iterdir()}
    assets.build()
    assert first == {path.name: path.read_bytes() for path in assets.DIST.iterdir()}
    assert not assets.is_stale()
    assert set(first) == {"app.css", "app.js", "editor.css", "editor.js"}


def test_behaviours_stay_small():
    for path in assets.SCRIPTS.rglob("*.js"):
        assert len(path.read_text().splitlines()) <= 100, path.name


def test_every_component_is_in_its_layer():
    for path in assets.style_files()[2:]:
        assert "@layer components {" in path.read_text(), path.name
