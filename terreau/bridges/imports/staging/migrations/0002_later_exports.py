import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a later export of the same community adds to what is here; and where an import stands in its file."""

    dependencies = [("staging", "0001_imports")]

    operations = [
        migrations.AddField("import", "place", models.CharField(blank=True, db_default="", default="", max_length=300)),
        migrations.AddField("imported", "said", models.JSONField(null=True)),
        migrations.CreateModel(
            name="Addition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("source_id", models.CharField(max_length=200)),
                ("thing_id", models.BigIntegerField()),
                ("value", models.CharField(blank=True, max_length=20)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "on",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="additions", to="staging.imported"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="additions", to="staging.import"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("on", "kind", "source_id"), name="addition_once"),
                ],
            },
        ),
    ]
