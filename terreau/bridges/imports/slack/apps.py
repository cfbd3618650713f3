from django.apps import AppConfig


class SlackConfig(AppConfig):
    name = "terreau.bridges.imports.slack"
    label = "slack"
    default_auto_field = "django.db.models.BigAutoField"
