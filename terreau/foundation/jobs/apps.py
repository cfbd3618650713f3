from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "terreau.foundation.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
