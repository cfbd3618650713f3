"""The locks are in step with what is asked for: checked from the files alone, no network."""

import re
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.law import Breach, keep
from tests.house.tree import ROOT, read

FOLDER = ROOT / "requirements"
MEND = (
    "uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --output-file requirements/NAME.txt "
    "requirements/NAME.in, run.in first, then dev.in"
)
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)")


def asked(path: Path) -> list[Requirement]:
    """What a `.in` asks for, with what it includes."""
    found: list[Requirement] = []
    for line in (raw.split("#")[0].strip() for raw in read(path).splitlines()):
        if line.startswith("-r "):
            found += asked(path.parent / line.removeprefix("-r ").strip())
        elif line:
            found.append(Requirement(line))
    return found


def blocks(path: Path) -> Iterator[tuple[str, str, str]]:
    """Each pin of a lock: name, version, and its lines."""
    for block in re.split(r"\n(?=\S)", read(path)):
        if pin := PIN.match(block):
            yield canonicalize_name(pin["name"]), pin["version"], block


def test_locks_hold_what_is_asked_for() -> None:
    keep("The locks are in step with the .in files.", MEND, (b for name in ("run", "dev") for b in out_of_step(name)))


def out_of_step(name: str) -> Iterator[Breach]:
    lock = {package: version for package, version, _ in blocks(FOLDER / f"{name}.txt")}
    wanted = asked(FOLDER / f"{name}.in")
    for one in [*wanted, *extras(wanted)]:
        version = lock.get(canonicalize_name(one.name))
        if version is None or not one.specifier.contains(version, prereleases=True):
            yield Breach(f"requirements/{name}.txt", f"holds {version or 'nothing'} for {one}", f"{name}: {one.name}")
    named = {canonicalize_name(one.name) for one in wanted}
    for package, _, block in blocks(FOLDER / f"{name}.txt"):
        if re.search(r"-r requirements/\w+\.in", block) and package not in named:
            yield Breach(f"requirements/{name}.txt", f"{package} is no longer asked for", f"{name}: {package}")


def extras(wanted: list[Requirement]) -> Iterator[Requirement]:
    """What the extras asked for pull in on this machine: an extra added to a `.in` must show in the lock."""
    for one in wanted:
        for extra in one.extras:
            for inner in map(Requirement, requires(one.name) or []):
                if (
                    inner.marker
                    and inner.marker.evaluate({"extra": extra})
                    and not inner.marker.evaluate({"extra": ""})
                ):
                    yield inner


def test_every_pin_has_its_hashes() -> None:
    keep(
        "Every pin has its hashes.",
        MEND,
        (
            Breach(f"requirements/{name}.txt", f"{package} has no hash", f"{name}: {package}")
            for name in ("run", "dev")
            for package, _, block in blocks(FOLDER / f"{name}.txt")
            if "--hash=sha256:" not in block
        ),
    )


def test_developers_run_what_operators_run() -> None:
    dev = {package: version for package, version, _ in blocks(FOLDER / "dev.txt")}
    keep(
        "dev.txt pins what run.txt pins.",
        MEND,
        (
            Breach("requirements/dev.txt", f"{package} is {dev.get(package)}, run.txt says {version}", package)
            for package, version, _ in blocks(FOLDER / "run.txt")
            if dev.get(package) != version
        ),
    )
