"""Pages outside that posts of the demo company link to, and what they say of themselves. Nobody fetches them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkSpec:
    """`post`: how the title of the post begins that bears the link."""

    post: str
    url: str
    title: str
    description: str
    site: str


LINKS = (
    LinkSpec(
        "Douglas séché à 12 %",
        "https://www.observatoire-bois.example/douglas/sechage",
        "Douglas : qui sèche à 12 %, où, et à quel prix",
        "La carte des séchoirs certifiés, région par région, avec les délais annoncés pour le trimestre.",
        "Observatoire du bois",
    ),
    LinkSpec(
        "Condensation entre vitrages",
        "https://vitrage.example/normes/en-1279-2",
        "EN 1279-2 : pénétration d’humidité dans les vitrages isolants",
        "Méthode d’essai longue durée, exigences et lecture des résultats, en quatre pages.",
        "Vitrage, le centre de documentation",
    ),
    LinkSpec(
        "Near miss: a forklift",
        "https://safe-sites.example/guides/forklifts-and-people",
        "Keeping people and forklifts apart",
        "Marked ways, one-way traffic and the blue spot light: what works in a busy yard, with photographs.",
        "Safe Sites",
    ),
    LinkSpec(
        "Heritage grants reopen",
        "https://heritage-windows.example/on/grants",
        "Heritage property grants, Ontario: windows and doors",
        "Who may apply, which profiles are accepted, and the calendar until March.",
        "Heritage Windows",
    ),
    LinkSpec(
        "Cours du pin sylvestre",
        "https://www.cours-du-bois.example/pin-sylvestre",
        "Pin sylvestre scié : le cours de la semaine",
        "Prix départ scierie, séries de douze mois, écarts entre régions.",
        "Cours du bois",
    ),
    LinkSpec(
        "Winterdienst",
        "https://wetter-am-bau.example/vorhersage/winter",
        "Winter am Bau: Vorhersage für sechs Wochen",
        "Frosttage, Wind und Schnee nach Regionen, jeden Montag neu.",
        "Wetter am Bau",
    ),
)
# A post that links to another of the same network: how their titles begin.
INSIDE = (("Qui peut relire la fiche 37", "Mode d’emploi"),)
