from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "terreau.network.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
