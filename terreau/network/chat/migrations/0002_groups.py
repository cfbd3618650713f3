import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

EVENTS = [
    ("begun", "Begun"),
    ("named", "Named"),
    ("added", "Added"),
    ("taken_out", "Taken Out"),
    ("left", "Left"),
]
REACTIONS = [
    ("useful", "Useful"),
    ("thanks", "Thanks"),
    ("agree", "Agree"),
    ("well_done", "Well Done"),
    ("support", "Support"),
    ("explore", "Explore"),
]


def person(on_delete=django.db.models.deletion.CASCADE, **more):
    return models.ForeignKey(on_delete=on_delete, related_name="+", to=settings.AUTH_USER_MODEL, **more)


def big():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def message(name):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to="chat.message")


class Migration(migrations.Migration):
    dependencies = [("chat", "0001_conversations"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField("conversation", "first", person(null=True)),
        migrations.AlterField("conversation", "second", person(null=True)),
        migrations.AddField(
            "conversation", "name", models.CharField(blank=True, db_default="", default="", max_length=120)
        ),
        migrations.AddField("conversation", "begun_by", person(django.db.models.deletion.SET_NULL, null=True)),
        migrations.AddField("conversation", "changed_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "conversation",
            models.CheckConstraint(
                condition=models.Q(("first", None), ("second", None))
                | models.Q(("first__isnull", False), ("name", ""), ("second__isnull", False)),
                name="conversation_of_two_or_of_many",
            ),
        ),
        migrations.AddField("participant", "from_number", models.BigIntegerField(db_default=0, default=0)),
        migrations.AddField("participant", "added_by", person(django.db.models.deletion.SET_NULL, null=True)),
        migrations.AddField("participant", "muted_at", models.DateTimeField(null=True)),
        migrations.AddField("participant", "draft", models.TextField(blank=True, db_default="", default="")),
        migrations.AlterField("message", "author", person(django.db.models.deletion.PROTECT)),
        migrations.AddField(
            "message",
            "event",
            models.CharField(blank=True, choices=EVENTS, db_default="", default="", max_length=12),
        ),
        migrations.AddField(
            "message",
            "answers",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="chat.message"
            ),
        ),
        migrations.AddField("message", "edited_at", models.DateTimeField(null=True)),
        migrations.AddField("message", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddField("message", "changed_at", models.DateTimeField(null=True)),
        migrations.AddField("message", "file_count", models.IntegerField(db_default=0, default=0)),
        migrations.AddField("message", "reaction_count", models.IntegerField(db_default=0, default=0)),
        migrations.AddIndex(
            "message",
            models.Index(
                condition=models.Q(("changed_at__isnull", False)),
                fields=["conversation", "changed_at"],
                name="message_changed",
            ),
        ),
        migrations.CreateModel(
            name="Named",
            fields=[("id", big()), ("message", message("named")), ("person", person())],
            options={
                "constraints": [models.UniqueConstraint(fields=("message", "person"), name="named_once")],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", big()),
                ("kind", models.CharField(choices=REACTIONS, default="useful", max_length=12)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("message", message("reactions")),
                ("person", person()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("message", "person"), name="message_reaction_once")],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", big()),
                ("body", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("message", message("wordings")),
            ],
        ),
        migrations.CreateModel(
            name="HiddenReading",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
    ]
