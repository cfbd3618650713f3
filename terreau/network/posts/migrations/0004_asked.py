from typing import Any

from django.db import migrations, models


def count_asked(apps: Any, schema: Any) -> None:
    """Readings from before: the members of now who were there then, the author apart."""
    post, membership = apps.get_model("posts", "Post"), apps.get_model("spaces", "Membership")
    for one in post.objects.filter(required_by__isnull=False).only("pk", "space_id", "author_id", "arrived_at"):
        there = membership.objects.filter(space_id=one.space_id, joined_at__lte=one.arrived_at)
        asked = there.exclude(person__kind="bot").exclude(person_id=one.author_id).count()
        post.objects.filter(pk=one.pk).update(asked=asked)


class Migration(migrations.Migration):
    dependencies = [("posts", "0003_reading_counts"), ("spaces", "0001_initial"), ("identity", "0003_photo")]

    operations = [
        migrations.AddField("post", "asked", models.IntegerField(blank=True, null=True)),
        migrations.RunPython(count_asked, migrations.RunPython.noop),
    ]
