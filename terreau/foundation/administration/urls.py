from django.urls import path

from terreau.foundation.access import addresses  # noqa: F401 - registers the converter
from terreau.foundation.administration.views import hub, network, ruling, tree

app_name = "administration"
urlpatterns = [
    path("brand/<slug:accent>.css", network.stylesheet, name="brand"),
    path("administration", hub.hub, name="hub"),
    path("administration/network", network.network, name="network"),
    path("administration/network/languages", network.languages, name="languages"),
    path("administration/network/logo", network.logo, name="logo"),
    path("administration/units", tree.units, name="units"),
    path("administration/units/<keyed:key>", tree.unit, name="unit"),
    path("administration/units/<keyed:key>/edition", tree.edition, name="unit_edition"),
    path("administration/units/<keyed:key>/move", tree.move, name="unit_move"),
    path("administration/units/<keyed:key>/closing", tree.closing, name="unit_closing"),
    path("administration/units/<keyed:key>/reopening", tree.reopening, name="unit_reopening"),
    path("administration/sites", tree.sites, name="sites"),
    path("administration/sites/<keyed:key>", tree.site, name="site"),
    path("administration/sites/<keyed:key>/closing", tree.site_closing, name="site_closing"),
    path("administration/rules", ruling.rules, name="rules"),
    path("administration/rules/<slug:name>", ruling.rule, name="rule"),
    path("administration/rules/<slug:name>/lifting", ruling.lifting, name="rule_lifting"),
    path("rules", ruling.mine, name="my_rules"),
    path("administration/duties", tree.duties, name="duties"),
]
