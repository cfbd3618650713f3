from django.apps import AppConfig


class DiscourseConfig(AppConfig):
    name = "terreau.bridges.imports.discourse"
    label = "discourse"
    default_auto_field = "django.db.models.BigAutoField"
