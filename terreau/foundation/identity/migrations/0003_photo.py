from django.db import migrations, models


class Migration(migrations.Migration):
    """The key of the photo stands beside the name, so that whoever is named is shown without another question."""

    dependencies = [("identity", "0002_address_changes")]

    operations = [
        migrations.AddField("person", "photo", models.CharField(blank=True, db_default="", default="", max_length=16)),
    ]
