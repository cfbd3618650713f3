from django.db import migrations

from terreau.network.search import terms


def create(apps, schema_editor):
    terms.create()


def drop(apps, schema_editor):
    terms.drop()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
