from typing import Any

import pytest

from terreau.foundation.doctor import fields
from terreau.foundation.doctor.configuration import Configuration
from terreau.foundation.doctor.findings import State
from terreau.foundation.storage.refusals import Away

ADDRESS = "https://key:secret@store.example/network?region=eu-west-3"


class Store:
    """An object store that knows its bucket, does not, or does not answer."""

    def __init__(self, there: bool | None) -> None:
        self.there = there

    def is_there(self) -> bool:
        if self.there is None:
            raise Away
        return self.there


@pytest.mark.parametrize(
    ("given", "there", "state"),
    [
        ("", True, State.GOOD),
        ("s3://bucket", True, State.FAILURE),
        ("https://store.example/network", True, State.FAILURE),
        ("https://key:secret@store.example/", True, State.FAILURE),
        (ADDRESS, True, State.GOOD),
        (ADDRESS, False, State.FAILURE),
        (ADDRESS, None, State.FAILURE),
    ],
)
def test_the_bucket_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, given: str, there: bool | None, state: State
) -> None:
    monkeypatch.setattr(fields, "bucket_at", lambda *given: Store(there))
    assert fields.files_bucket(Configuration(files_bucket=given)).state == state


def test_files_do_not_travel_unencrypted_among_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "bucket_at", lambda *given: Store(True))
    given: dict[str, Any] = {"files_bucket": ADDRESS.replace("https", "http")}
    assert fields.files_bucket(Configuration(**given, public_url="https://network.example")).state == State.WARNING
    assert fields.files_bucket(Configuration(**given)).state == State.GOOD
