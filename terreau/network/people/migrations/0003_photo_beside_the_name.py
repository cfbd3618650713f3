from typing import Any

from django.db import migrations


def note_photos(apps: Any, schema: Any) -> None:
    """Photos chosen before stand beside the name too."""
    person = apps.get_model("identity", "Person")
    chosen = apps.get_model("people", "Profile").objects.filter(photo__isnull=False)
    for pk, key in chosen.values_list("person_id", "photo__key").iterator(chunk_size=500):
        person.objects.filter(pk=pk).update(photo=key)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_photo"), ("identity", "0003_photo")]

    operations = [migrations.RunPython(note_photos, migrations.RunPython.noop)]
