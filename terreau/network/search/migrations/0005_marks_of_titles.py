from django.db import connection, migrations

from terreau.network.search import terms

# The terms of a title without the mark of its kind, which some worlds made for measuring never had.
PLAIN = """CASE WHEN title_terms LIKE 'kindof%%'
THEN substr(title_terms, 7 + length(kind)) ELSE ' ' || title_terms END"""


def mark(apps, schema_editor):
    """Every entry is found by its kind and by the words of its title; both marks begin as no word does."""
    with connection.cursor() as db:
        db.execute(
            f"UPDATE search_indexed SET title_terms = 'qzk' || kind || CASE WHEN trim({PLAIN}) = '' THEN ''"
            f" ELSE {PLAIN} || replace({PLAIN}, ' ', ' qzt') END",
            [],
        )
    terms.rebuild()


class Migration(migrations.Migration):
    dependencies = [("search", "0004_rebuilding")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
