import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.RemoveConstraint("policy", "policy_one_in_force"),
        migrations.RenameField("policy", "country", "place"),
        migrations.AlterField("policy", "place", models.CharField(blank=True, max_length=6)),
        migrations.AddField(
            "policy",
            "ruled_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("name", "place"), name="policy_one_in_force"
            ),
        ),
    ]
