"""Rule 16: a setting has a meaning, a check and a remedy, or does not exist."""

import re
from collections.abc import Iterator

from terreau.foundation.doctor.configuration import Configuration
from terreau.foundation.doctor.fields import FIELD_CHECKS
from tests.house.law import Breach, keep
from tests.house.tree import ROOT, product

HERE = "terreau/foundation/doctor/configuration.py"
READ = re.compile(r"[\"']TERREAU_([A-Z_]+)[\"']")
# Read before or beside Configuration, because they decide where it is read from, or belong to one command.
BESIDE = {"DATA", "SECRET_KEY", "RESTORED"}


def test_every_setting_has_a_meaning_and_a_check() -> None:
    keep(
        "A setting has a meaning, a check and a remedy.",
        "write `description=N_(…)` in configuration.py and a function of its name in doctor/fields.py.",
        (Breach(HERE, f"{name}: {lacks}", name) for name in Configuration.model_fields for lacks in lacking(name)),
    )


def lacking(name: str) -> Iterator[str]:
    meaning = Configuration.model_fields[name].description or ""
    if len(meaning) < 20 or not meaning.endswith((".", "…")):
        yield "has no meaning that is a sentence"
    if name not in FIELD_CHECKS:
        yield "has no check"


def test_no_check_without_its_setting() -> None:
    keep(
        "A check of a setting bears the name of a setting.",
        "take it out of doctor/fields.py, or move it to the other checks.",
        (
            Breach("terreau/foundation/doctor/fields.py", name, name)
            for name in FIELD_CHECKS
            if name not in Configuration.model_fields
        ),
    )


def test_no_setting_is_read_behind_the_doctors_back() -> None:
    known = {name.upper() for name in Configuration.model_fields} | BESIDE
    keep(
        "Every TERREAU_… that the product reads is a setting.",
        "make it a field of Configuration.",
        (
            Breach(f"{item.where}:{number}", f"TERREAU_{name}", f"{item.module}: {name}")
            for item in product()
            if item.path != ROOT / "terreau/project/testing.py"
            for number, line in enumerate(item.text.splitlines(), 1)
            for name in READ.findall(line)
            if name not in known
        ),
    )
