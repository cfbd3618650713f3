from django.apps import AppConfig

from terreau.foundation.ui import assets


class UiConfig(AppConfig):
    name = "terreau.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        assets.build_if_stale()
