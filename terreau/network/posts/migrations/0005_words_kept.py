import django.db.models.deletion
from django.db import migrations, models

VERBS = [("publish", "Publish"), ("edit", "Edit"), ("comment", "Comment"), ("edit_comment", "Edit Comment")]


class Migration(migrations.Migration):
    """Replies and next versions are kept as one types, one draft for each place."""

    dependencies = [("posts", "0004_asked")]

    operations = [
        migrations.AddField(
            "draft",
            "verb",
            models.CharField(choices=VERBS, db_default="publish", default="publish", max_length=12),
        ),
        migrations.AddField(
            "draft",
            "comment",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="posts.comment",
            ),
        ),
        migrations.AddConstraint(
            "draft",
            models.UniqueConstraint(
                condition=models.Q(("comment", None), ("post__isnull", False)),
                fields=("author", "verb", "post"),
                name="draft_of_post_once",
            ),
        ),
        migrations.AddConstraint(
            "draft",
            models.UniqueConstraint(
                condition=models.Q(("comment__isnull", False)),
                fields=("author", "verb", "comment"),
                name="draft_of_comment_once",
            ),
        ),
    ]
