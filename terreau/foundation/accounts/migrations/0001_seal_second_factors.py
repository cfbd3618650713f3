from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from terreau.foundation.accounts.sealing import is_fresh, sealed_anew, secrets_in, unseal


def seal_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Those that were written in clear, before there was a seal."""
    for row in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn").iterator():
        if not is_fresh(row.data):
            row.data = sealed_anew(row.data)
            row.save(update_fields=["data"])


def unseal_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Back to what the version before reads."""
    for row in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn").iterator():
        opened = {kept: unseal(kept) for kept in secrets_in(row.data)}
        row.data = {
            name: [opened[code] for code in kept] if isinstance(kept, list) else opened.get(kept, kept)
            for name, kept in row.data.items()
        }
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    """Secrets of authenticator apps and recovery codes lay in clear."""

    initial = True
    dependencies = [("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_all, unseal_all)]
