"""The six reactions, the same wherever people react. Their words stand in the templates that draw them."""

from django.db import models


class ReactionKind(models.TextChoices):
    USEFUL = "useful"
    THANKS = "thanks"
    AGREE = "agree"
    WELL_DONE = "well_done"
    SUPPORT = "support"
    EXPLORE = "explore"
