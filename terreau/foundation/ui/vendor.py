"""Fetch what the pages take from elsewhere, in the versions and with the hashes of `vendor.toml`.

python -m terreau.foundation.ui.vendor          fetch, check, write into static/ui
python -m terreau.foundation.ui.vendor --print  print the hashes of what npm offers, write nothing
"""

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STATIC = HERE / "static" / "ui"
SPRITE = STATIC / "icons.svg"
COMMENT = re.compile(r"<!--.*?-->", re.S)
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)


class Refused(Exception):
    """The registry offers something else than what was agreed."""


def packages() -> list[dict[str, Any]]:
    """The packages of `vendor.toml`, as written there."""
    return list(tomllib.loads((HERE / "vendor.toml").read_text())["package"])


def fetch(package: dict[str, Any], folder: Path) -> Path:
    """The package's archive, fetched by npm into `folder`."""
    wanted = f"{package['name']}@{package['version']}"
    done = subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, capture_output=True, text=True)
    return folder / done.stdout.split()[-1]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check(package: dict[str, Any], archive: Path) -> None:
    """Refuse an archive whose hash is not the agreed one."""
    if sha256(archive) != package["sha256"]:
        raise Refused(f"{package['name']} {package['version']}: sha256 is {sha256(archive)}, not {package['sha256']}")


def member(archive: Path, name: str) -> bytes:
    """One file of an npm archive."""
    with tarfile.open(archive) as tar:
        file = tar.extractfile(f"package/{name}")
        if file is None:
            raise Refused(f"{archive.name} holds no {name}")
        return file.read()


def without_map(data: bytes) -> bytes:
    """A script without the address of its source map, which we do not serve."""
    return re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", data)


def changed(package: dict[str, Any], data: bytes) -> bytes:
    """The file with the package's agreed replacements, each of which must fit exactly once."""
    for old, new in package.get("replace", []):
        if data.count(old.encode()) != 1:
            raise Refused(f"{package['name']} {package['version']} no longer holds what is to be replaced: {old}")
        data = data.replace(old.encode(), new.encode())
    return data


def write_files(package: dict[str, Any], archive: Path) -> None:
    """Copy the package's chosen files to their places under static/ui."""
    for source, target in package.get("files", {}).items():
        path = STATIC / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(changed(package, without_map(member(archive, source))))


def symbol(name: str, svg: str) -> str:
    """One icon file as a symbol of the sprite; stroke and size come from the style sheet."""
    drawing = DRAWING.search(COMMENT.sub("", svg))
    if drawing is None:
        raise Refused(f"the icon {name} is not a drawing")
    body = re.sub(r"\s+", " ", drawing[1]).replace("> <", "><").strip()
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{body}</symbol>'


def write_sprite(package: dict[str, Any], archive: Path) -> None:
    """Our own icons and the chosen foreign ones in one sheet."""
    own = (HERE / "icons.own.svg").read_text().replace("</svg>", "").rstrip()
    foreign = [
        symbol(ours, member(archive, f"icons/{theirs}.svg").decode()) for ours, theirs in package["icons"].items()
    ]
    SPRITE.write_text("\n".join([own, *foreign, "</svg>", ""]))


def licence(package: dict[str, Any], archive: Path) -> str:
    """The package's licence as a section of LICENSES.md."""
    text = member(archive, package["licence"]).decode().strip()
    note = "Changed by us: see vendor.toml.\n\n" if "replace" in package else ""
    return f"## {package['name']} {package['version']}\n\n{note}{text}\n"


def vendor() -> None:
    """Fetch, check and write everything, or stop at the first package that is not what was agreed."""
    licences = ["# Licences of the vendored files\n"]
    with tempfile.TemporaryDirectory() as folder:
        for package in packages():
            archive = fetch(package, Path(folder))
            check(package, archive)
            write_files(package, archive)
            if "icons" in package:
                write_sprite(package, archive)
            licences.append(licence(package, archive))
            sys.stdout.write(f"{package['name']} {package['version']}: written\n")
    (STATIC / "vendor" / "LICENSES.md").write_text("\n".join(licences))


def print_hashes() -> None:
    """Print what `vendor.toml` would have to say about the versions it names."""
    with tempfile.TemporaryDirectory() as folder:
        for package in packages():
            sys.stdout.write(f"{package['name']} {package['version']} {sha256(fetch(package, Path(folder)))}\n")


if __name__ == "__main__":
    print_hashes() if "--print" in sys.argv else vendor()
