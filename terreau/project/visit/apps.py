from django.apps import AppConfig


class VisitConfig(AppConfig):
    """Coming in to the demo company: as whom, and what is worth seeing. Answers in demo mode only."""

    name = "terreau.project.visit"
    label = "visit"
