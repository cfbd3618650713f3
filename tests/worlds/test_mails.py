"""B01 on the mail surface: whatever was queued, no mail holds a word that its reader may not read when it leaves."""

import email
from email import policy
from pathlib import Path
from typing import Any

import pytest

from terreau.foundation.jobs.execution import work_off
from terreau.foundation.policies import queries as policies
from terreau.network.notifications import actions, rules
from terreau.network.notifications.models import Notice
from tests.worlds.actors import READS, Actor, gather
from tests.worlds.canaries import CANARY, World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def actors(world: World) -> dict[str, Actor]:
    return gather(world)


@pytest.fixture
def mails(
    world: World, actors: dict[str, Actor], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Everybody’s mails at once and digests, as they left after rights were taken away: login -> all that they say."""
    settings.DATA = tmp_path
    monkeypatch.setattr(policies, "quiet_until", lambda person, now: None)
    for name in READS:
        if person := world.people.get(name):
            actions.gather.func(person.pk)
            actions.gather_digest.func(person.pk, "2026-11-27")
    work_off(lanes=["mail"])
    said: dict[str, str] = {}
    for path in (tmp_path / "outbox").glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        parts = [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
        login = str(message["To"].addresses[0].username)
        said[login] = "\n".join([said.get(login, ""), *[f"{name}: {value}" for name, value in message.items()], *parts])
    return said


def test_b01_no_mail_holds_what_its_reader_may_not_read(
    world: World, actors: dict[str, Actor], mails: dict[str, str]
) -> None:
    leaks = [
        f"{login} reads {world.canaries[word]}"
        for login, text in mails.items()
        for word in set(CANARY.findall(text)) & actors[login].forbidden(world)
    ]
    assert not leaks, "\n".join(leaks)


def test_who_may_reads_it_there(world: World, mails: dict[str, str]) -> None:
    met = set(CANARY.findall(mails["member"]))
    assert met & world.circles["secret"] and met & world.circles["open"]
    assert "deactivated" not in mails


def test_seeing_a_notice_and_being_its_audience_are_one_rule(world: World, actors: dict[str, Actor]) -> None:
    notices = list(Notice.objects.select_related("person"))
    assert notices
    for notice in notices:
        sees = Notice.objects.filter(rules.visible(notice.person), pk=notice.pk).exists()
        assert sees == rules.audience(notice).filter(pk=notice.person_id).exists(), notice.pk
