from django.db import migrations, models


class Migration(migrations.Migration):
    """A photo is a file with rights of its own: an attachment on its person, no longer bare content."""

    dependencies = [("people", "0001_initial"), ("storage", "0002_variants")]

    operations = [
        migrations.RemoveField("profile", "photo"),
        migrations.AddField(
            "profile",
            "photo",
            models.ForeignKey(
                null=True,
                blank=True,
                on_delete=models.deletion.SET_NULL,
                related_name="+",
                to="storage.attachment",
            ),
        ),
    ]
