"""Second factors lie sealed, are opened by today’s secret or one before it, and by nothing else."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.apps import apps
from django.db import connection
from django.test import Client

from terreau.foundation.accounts import sealing, upkeep
from terreau.foundation.identity.models import Person
from tests.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW, OLD = "n" * 60, "o" * 60
migration = import_module("terreau.foundation.accounts.migrations.0001_seal_second_factors")


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def kept(person: Person) -> str:
    """All that the database holds of somebody’s second factors, as it lies there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator WHERE user_id = %s ORDER BY id", [person.pk])
        return " ".join(str(row[0]) for row in cursor.fetchall())


def test_a_copy_of_the_rows_holds_no_secret(alice: Person) -> None:
    TOTP.activate(alice, SECRET)
    codes = RecoveryCodes.activate(alice)
    there = kept(alice)
    assert SECRET not in there and not any(one in there for one in codes.generate_codes())
    seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
    assert seed.startswith("sealed:") and sealing.unseal(seed) not in there
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code())
    assert codes.validate_code(codes.generate_codes()[3]) and len(codes.get_unused_codes()) == 9


def test_the_same_words_are_never_sealed_alike() -> None:
    assert sealing.seal(SECRET) != sealing.seal(SECRET)
    assert sealing.unseal(sealing.seal(SECRET)) == SECRET


def test_a_former_secret_still_opens_and_the_night_seals_anew(alice: Person, settings, django_assert_num_queries):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    TOTP.activate(alice, SECRET)
    RecoveryCodes.activate(alice)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert sealing.unseal(Authenticator.objects.get(type="totp").data["secret"]) == SECRET
    upkeep.seal_second_factors.call()
    settings.SECRET_KEY_FALLBACKS = []
    assert sealing.unseal(Authenticator.objects.get(type="totp").data["secret"]) == SECRET
    before = kept(alice)
    with django_assert_num_queries(1):
        upkeep.seal_second_factors.call()
    assert kept(alice) == before


def test_what_another_secret_sealed_or_somebody_changed_is_lost(settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    there = sealing.seal(SECRET)
    with pytest.raises(sealing.Lost):
        sealing.unseal(there[:-9] + ("A" if there[-9] != "A" else "B") + there[-8:])
    settings.SECRET_KEY = NEW
    with pytest.raises(sealing.Lost):
        sealing.unseal(there)


def test_who_cannot_come_in_for_a_lost_secret_is_told_why(alice: Person, settings, caplog) -> None:
    settings.SECRET_KEY_FALLBACKS = []
    TOTP.activate(alice, SECRET)
    row = Authenticator.objects.get()
    name = row.data["secret"].split(":")[1]
    row.data = {"secret": row.data["secret"].replace(name, "00000000")}
    row.save()
    browser = Client()
    asked = browser.post("/account/login/", {"login": "alice", "password": PASSWORD})
    answer = browser.post(asked["Location"], {"code": code()})
    assert answer.status_code == 403 and browser.get("/api/v1/me").status_code == 401
    upkeep.seal_second_factors.call()
    assert "cannot be read" in caplog.text


def test_the_migration_seals_what_lay_in_clear_and_goes_back(alice: Person, bob: Person) -> None:
    Authenticator.objects.create(user=alice, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(user=alice, type="recovery_codes", data={"seed": "ab" * 40, "used_mask": 5})
    Authenticator.objects.create(user=bob, type="recovery_codes", data={"migrated_codes": ["111", "222"]})
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    migration.seal_all(apps, connection.schema_editor)
    for row in Authenticator.objects.all():
        assert sealing.is_fresh(row.data)
    assert SECRET not in kept(alice) and "ab" * 40 not in kept(alice) and '"222"' not in kept(bob)
    assert Authenticator.objects.get(user=alice, type="recovery_codes").data["used_mask"] == 5
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code())
    migration.unseal_all(apps, connection.schema_editor)
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before
