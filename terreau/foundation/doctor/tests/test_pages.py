"""The operator’s pages are drawn, absent for everybody else, and never show a secret."""

import pytest
from django.conf import settings as django_settings

from terreau.foundation.activity.models import Activity, Unheard
from terreau.foundation.doctor.configuration import Configuration
from terreau.foundation.jobs.models import Job, Lane, State

pytestmark = pytest.mark.django_db
PAGES = ("settings", "health", "journal", "jobs", "jobs?state=failed", "jobs?lane=slow")
SECRETS = ("zqdatabase", "zqredis", "zqmail")


def test_pages_are_drawn_for_operators_and_absent_for_others(operator, alice, gaby, dora, signed_in):
    for tail in PAGES:
        assert signed_in(operator).get(f"/administration/{tail}").status_code == 200, tail
        for person in (alice, gaby, dora):
            assert signed_in(person).get(f"/administration/{tail}").status_code == 404, (person, tail)
    assert signed_in(operator).get("/administration/jobs?state=lost").status_code == 404


def test_every_setting_has_its_line(operator, signed_in):
    page = signed_in(operator).get("/administration/settings").text
    for name in Configuration.model_fields:
        assert f"TERREAU_{name.upper()}" in page


def test_c06_no_page_shows_a_secret(operator, signed_in, settings):
    settings.CONFIGURATION = Configuration(
        database_url="postgresql://terreau:zqdatabase@127.0.0.1:1/x",
        redis_url="redis://:zqredis@127.0.0.1:1/0",
        mail_url="smtp://terreau:zqmail@127.0.0.1:1",
    )
    Job.objects.create(task="terreau.test", state=State.FAILED, error="no route to smtp://terreau:zqmail@127.0.0.1")
    Unheard.objects.create(listener="terreau.test", seq=1, reason="redis://:zqredis@127.0.0.1 is away")
    for tail in PAGES:
        page = signed_in(operator).get(f"/administration/{tail}").text
        assert not [word for word in (*SECRETS, django_settings.SECRET_KEY) if word in page], tail


def test_a_failed_job_is_run_again(operator, alice, signed_in):
    job = Job.objects.create(task="terreau.test", state=State.FAILED, attempts=3, error="no")
    assert signed_in(alice).post(f"/administration/jobs/{job.key}/again").status_code == 404
    browser = signed_in(operator)
    assert f"/administration/jobs/{job.key}/again" in browser.get("/administration/jobs").text
    assert browser.post(f"/administration/jobs/{job.key}/again").status_code == 303
    job.refresh_from_db()
    assert job.state == State.WAITING
    assert browser.post(f"/administration/jobs/{job.key}/again").status_code == 403


def test_what_was_set_aside_is_heard_again_and_a_second_failure_is_said(operator, alice, signed_in):
    gone = Unheard.objects.create(listener="terreau.nowhere.listen", seq=1, reason="no")
    browser = signed_in(operator)
    assert signed_in(alice).post(f"/administration/health/{gone.pk}/hearing").status_code == 404
    assert browser.post(f"/administration/health/{gone.pk}/hearing").status_code == 303
    assert not Unheard.objects.exists()
    Activity.objects.create(kind="test.x", seq=7)
    deaf = Unheard.objects.create(listener="terreau.nowhere.listen", seq=7, reason="no")
    assert browser.post(f"/administration/health/{deaf.pk}/hearing").status_code == 303
    assert Unheard.objects.filter(pk=deaf.pk).exists()


def test_every_lane_has_its_word(operator, signed_in):
    for lane in Lane.values:
        Job.objects.create(task="a.task", lane=lane)
    page = signed_in(operator).get("/administration/jobs")
    assert page.status_code == 200 and page.text.count("<code>a.task</code>") == len(Lane.values)
