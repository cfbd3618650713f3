from django.db import migrations


class Migration(migrations.Migration):
    """Nothing finds a preview by its address any more: each post has its own."""

    dependencies = [("posts", "0005_words_kept")]

    operations = [migrations.RemoveField("preview", "digest")]
