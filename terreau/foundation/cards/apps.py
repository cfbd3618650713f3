from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "terreau.foundation.cards"
    label = "cards"
    default_auto_field = "django.db.models.BigAutoField"
