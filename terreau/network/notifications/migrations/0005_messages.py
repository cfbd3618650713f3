from django.db import migrations, models

KINDS = [
    ("mention", "Mention"),
    ("kudos", "Kudos"),
    ("reply", "Reply"),
    ("accepted", "Accepted"),
    ("followed", "Followed"),
    ("reaction", "Reaction"),
    ("required", "Required"),
    ("post", "Post"),
    ("page", "Page"),
    ("event", "Event"),
    ("planned", "Planned"),
    ("reminder", "Reminder"),
    ("message", "Message"),
    ("invitation", "Invitation"),
    ("request", "Request"),
    ("proposal", "Proposal"),
    ("answer", "Answer"),
    ("role", "Role"),
    ("glass", "Glass"),
    ("lent", "Lent"),
    ("unsent", "Unsent"),
]


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_events")]

    operations = [
        migrations.AlterField("notice", "kind", models.CharField(choices=KINDS, max_length=12)),
        migrations.AlterField("preference", "kind", models.CharField(choices=KINDS, max_length=12)),
    ]
