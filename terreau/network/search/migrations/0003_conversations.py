from django.db import connection, migrations, models

from terreau.network.search import terms


def mark(apps, schema_editor):
    """Every entry is found by its kind too."""
    with connection.cursor() as db:
        db.execute("UPDATE search_indexed SET title_terms = 'kindof' || kind || ' ' || title_terms")
    terms.rebuild()


class Migration(migrations.Migration):
    dependencies = [("search", "0002_terms")]
    operations = [
        migrations.AddField("indexed", "conversation_id", models.BigIntegerField(null=True)),
        migrations.AddIndex("indexed", models.Index(fields=["conversation_id"], name="indexed_of_conversation")),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
