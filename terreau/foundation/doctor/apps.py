from django.apps import AppConfig


class DoctorConfig(AppConfig):
    name = "terreau.foundation.doctor"
    label = "doctor"
    default_auto_field = "django.db.models.BigAutoField"
