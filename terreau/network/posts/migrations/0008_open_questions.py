from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0007_narrow_indexes")]

    operations = [
        migrations.AddIndex(
            "post",
            models.Index(
                fields=["space", "-arrived_at"],
                condition=models.Q(
                    ("accepted", None), ("comment_count", 0), ("kind", "question"), ("withdrawn_at", None)
                ),
                name="post_open_question",
            ),
        ),
    ]
