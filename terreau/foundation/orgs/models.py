from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Unit(models.Model):
    """A node of the company's tree: an entity (legal, with a country) or a unit inside one.

    `path` is the chain of ids from the root, `/1/4/9/`, so that a branch is one indexed prefix.
    """

    ENTITY, UNIT = "entity", "unit"

    key = models.CharField(max_length=16, unique=True, default=new_key)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=8, choices=[(ENTITY, ENTITY), (UNIT, UNIT)], default=UNIT)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, blank=True)
    path = models.CharField(max_length=200, db_index=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where people work: ISO 3166-1 country, optional ISO 3166-2 subdivision (CA-QC), time zone."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=6, blank=True)
    time_zone = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Where a person stands in the company. The country is the person's own: quiet hours and charter follow it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="placement")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="placements")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="placements")
    country = models.CharField(max_length=2, blank=True, db_index=True)
    subdivision = models.CharField(max_length=6, blank=True)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="reports"
    )


class Duty(models.TextChoices):
    """What a person was entrusted with for the whole network or for a branch of the tree."""

    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"
    PROGRAMME_LEAD = "programme_lead"
    SPONSOR = "sponsor"
    DATA_PROTECTION = "data_protection"
    EMPLOYEE_REPRESENTATIVE = "employee_representative"


class Mandate(models.Model):
    """A duty given by someone, at a date, over a branch of the tree (`unit` empty: everywhere)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mandates")
    duty = models.CharField(max_length=24, choices=Duty.choices)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="mandates")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="mandates_given")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="mandates_ended"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "duty", "unit"],
                condition=models.Q(ended_at=None),
                nulls_distinct=None,
                name="mandate_once",
            )
        ]


class Network(models.Model):
    """The customer's own network: one row. Name, logo, accent and languages people see.

    `logo` is the address of a stored picture that hangs on this row; empty shows the product’s own mark.
    """

    name = models.CharField(max_length=60, default="Terreau")
    company = models.CharField(max_length=120, blank=True)
    accent_light = models.CharField(max_length=7, blank=True)
    accent_dark = models.CharField(max_length=7, blank=True)
    logo = models.CharField(max_length=255, blank=True, default="", db_default="")
    languages = models.JSONField(default=list)
    default_language = models.CharField(max_length=12, default="en")
