"""Where Aubier works: six countries, thirteen sites, and the tree of entities and units."""

from terreau.project.aubier.shapes import Site, Unit

SITES = {
    site.key: site
    for site in (
        Site("paris", "Paris, siège", "FR", "", "Europe/Paris", "fr", 96, 37),
        Site("nantes", "Nantes", "FR", "", "Europe/Paris", "fr", 265, 37),
        Site("angouleme", "Angoulême", "FR", "", "Europe/Paris", "fr", 128, 31),
        Site("chalais", "Chalais, scierie", "FR", "", "Europe/Paris", "fr", 74, 30),
        Site("lyon", "Lyon, agence de pose", "FR", "", "Europe/Paris", "fr", 58, 27),
        Site("kassel", "Kassel", "DE", "DE-HE", "Europe/Berlin", "de", 226, 37),
        Site("rosenheim", "Rosenheim", "DE", "DE-BY", "Europe/Berlin", "de", 62, 25),
        Site("trois-rivieres", "Trois-Rivières", "CA", "CA-QC", "America/Toronto", "fr", 164, 31),
        Site("toronto", "Toronto", "CA", "CA-ON", "America/Toronto", "en", 58, 29),
        Site("curitiba", "Curitiba", "BR", "BR-PR", "America/Sao_Paulo", "pt", 148, 25),
        Site("sao-paulo", "São Paulo", "BR", "BR-SP", "America/Sao_Paulo", "pt", 34, 22),
        Site("poznan", "Poznań", "PL", "", "Europe/Warsaw", "pl", 112, 17),
        Site("tanger", "Tanger", "MA", "", "Africa/Casablanca", "fr", 72, 12),
    )
}

ENTITIES = (
    Unit("aubier", "Groupe Aubier", "", "entity", "FR"),
    Unit("siege", "Aubier SA", "aubier", "entity", "FR"),
    Unit("fenetres", "Aubier Fenêtres", "aubier", "entity", "FR"),
    Unit("fenetres-fr", "Aubier Fenêtres France", "fenetres", "entity", "FR"),
    Unit("fenetres-de", "Aubier Fenster & Türen GmbH", "fenetres", "entity", "DE"),
    Unit("fenetres-ca", "Portes et fenêtres Aubier Canada inc.", "fenetres", "entity", "CA"),
    Unit("fenetres-br", "Aubier Esquadrias do Brasil Ltda.", "fenetres", "entity", "BR"),
    Unit("bois", "Aubier Bois massif", "aubier", "entity", "FR"),
    Unit("bois-fr", "Aubier Bois massif France", "bois", "entity", "FR"),
    Unit("bois-pl", "Aubier Drewno Polska sp. z o.o.", "bois", "entity", "PL"),
    Unit("services", "Aubier Services", "aubier", "entity", "FR"),
    Unit("services-fr", "Aubier Services France", "services", "entity", "FR"),
    Unit("services-de", "Aubier Service DACH GmbH", "services", "entity", "DE"),
    Unit("services-ma", "Aubier Services Maroc SARL", "services", "entity", "MA"),
    Unit("partenaires", "Partenaires", "aubier", "entity", "FR"),
)

ENTITY_OF_SITE = {
    "paris": "siege",
    "nantes": "fenetres-fr",
    "angouleme": "bois-fr",
    "chalais": "bois-fr",
    "lyon": "services-fr",
    "kassel": "fenetres-de",
    "rosenheim": "services-de",
    "trois-rivieres": "fenetres-ca",
    "toronto": "fenetres-ca",
    "curitiba": "fenetres-br",
    "sao-paulo": "fenetres-br",
    "poznan": "bois-pl",
    "tanger": "services-ma",
}

# Share of each function at each site; functions absent from a site have no unit there.
SHARES: dict[str, dict[str, int]] = {
    "paris": {"direction": 7, "finance": 16, "hr": 11, "legal": 10, "it": 14, "communication": 11, "sales": 8,
              "purchasing": 6, "sustainability": 6, "rd": 4, "programme": 3},
    "nantes": {"production": 125, "quality": 22, "maintenance": 19, "logistics": 22, "rd": 14, "it": 10, "hr": 7,
               "safety": 6, "purchasing": 9, "service": 14, "sales": 8, "communication": 4, "finance": 5},
    "angouleme": {"production": 68, "quality": 10, "maintenance": 11, "rd": 12, "logistics": 11, "hr": 4,
                  "purchasing": 6, "safety": 3, "sustainability": 3},
    "chalais": {"production": 42, "maintenance": 8, "logistics": 8, "quality": 4, "purchasing": 7, "safety": 2,
                "hr": 3},
    "lyon": {"installation": 30, "service": 11, "sales": 11, "logistics": 4, "hr": 2},
    "kassel": {"production": 112, "quality": 14, "maintenance": 20, "logistics": 18, "purchasing": 10, "rd": 12,
               "it": 10, "hr": 8, "safety": 5, "sales": 9, "finance": 5, "sustainability": 3},
    "rosenheim": {"service": 32, "installation": 16, "sales": 10, "hr": 4},
    "trois-rivieres": {"production": 86, "quality": 12, "maintenance": 13, "logistics": 14, "safety": 5, "hr": 7,
                       "it": 6, "service": 10, "purchasing": 5, "direction": 3, "finance": 3},
    "toronto": {"sales": 24, "service": 14, "quality": 6, "finance": 5, "communication": 4, "it": 5},
    "curitiba": {"production": 72, "installation": 20, "quality": 9, "logistics": 17, "maintenance": 10, "hr": 7,
                 "purchasing": 5, "safety": 4, "it": 4},
    "sao-paulo": {"sales": 18, "logistics": 6, "service": 6, "finance": 4},
    "poznan": {"production": 58, "maintenance": 13, "quality": 8, "purchasing": 9, "logistics": 10, "hr": 5,
               "it": 4, "safety": 5},
    "tanger": {"logistics": 30, "service": 16, "it": 10, "finance": 8, "hr": 4, "quality": 4},
}  # fmt: skip

FUNCTION_NAMES: dict[str, dict[str, str]] = {
    "fr": {"direction": "Direction", "finance": "Finance", "hr": "Ressources humaines", "legal": "Juridique",
           "it": "Informatique", "communication": "Communication", "sales": "Commerce", "purchasing": "Achats",
           "sustainability": "Développement durable", "rd": "Recherche et développement",
           "programme": "Programme Le Lien", "production": "Production", "quality": "Qualité",
           "maintenance": "Maintenance", "logistics": "Logistique", "safety": "Santé et sécurité",
           "service": "Service après-vente", "installation": "Pose"},
    "en": {"sales": "Sales", "service": "Customer service", "quality": "Quality", "finance": "Finance",
           "communication": "Communication", "it": "IT"},
    "de": {"production": "Fertigung", "quality": "Qualität", "maintenance": "Instandhaltung",
           "logistics": "Logistik", "purchasing": "Einkauf", "rd": "Entwicklung", "it": "IT", "hr": "Personal",
           "safety": "Arbeitssicherheit", "sales": "Vertrieb", "finance": "Finanzen",
           "sustainability": "Nachhaltigkeit", "service": "Kundendienst", "installation": "Montage"},
    "pt": {"production": "Produção", "installation": "Instalação", "quality": "Qualidade",
           "logistics": "Logística", "maintenance": "Manutenção", "hr": "Recursos humanos",
           "purchasing": "Compras", "safety": "Segurança do trabalho", "it": "Informática", "sales": "Vendas",
           "service": "Pós-venda", "finance": "Finanças"},
    "pl": {"production": "Produkcja", "maintenance": "Utrzymanie ruchu", "quality": "Jakość",
           "purchasing": "Zakupy", "logistics": "Logistyka", "hr": "Kadry", "it": "Informatyka",
           "safety": "BHP"},
}  # fmt: skip


def units() -> dict[str, Unit]:
    """Return every node of the tree by key: entities first, then one unit for each function of each site."""
    tree = {unit.key: unit for unit in ENTITIES}
    for site, shares in SHARES.items():
        place = SITES[site]
        for function in shares:
            key = f"{function}-{site}"
            short = place.name.split(",")[0]
            name = f"{FUNCTION_NAMES[place.language][function]} {short}"
            tree[key] = Unit(key, name, ENTITY_OF_SITE[site], "unit", place.country, function, site)
    return tree
