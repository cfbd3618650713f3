"""Words for measuring: common and rare ones, as a company’s have. Not the demo’s; nobody reads these."""

GIVEN = ["Anne", "Jonas", "Priya", "Marek", "Salma", "Théo", "Ines", "Rafael", "Greta", "Luc", "Zofia", "Karim", "Léa"]
FAMILY = ["Martin", "Brandt", "Nowak", "Silva", "Tremblay", "Benali", "Lefèvre", "Kowalska", "Souza", "Weber", "Roy"]
TITLES = ["Technicienne qualité", "Acheteur bois", "Chef d’atelier", "Ingénieure méthodes", "Conductrice de ligne"]
SKILLS = ["douglas", "certification", "vitrage", "logistique", "soudure", "budget", "réglage", "sécurité", "collage"]
COMMON = [
    *("le", "lot", "est", "arrivé", "à", "l’atelier", "avec", "deux", "jours", "de", "retard", "mais", "la", "qualité"),
    *("reste", "bonne", "et", "la", "ligne", "tourne", "sans", "arrêt", "depuis", "lundi", "nous", "avons", "contrôlé"),
    *("chaque", "palette", "avant", "la", "pose", "et", "le", "client", "confirme", "la", "livraison", "de", "la"),
    *("semaine", "prochaine", "merci", "à", "toute", "équipe", "pour", "son", "aide", "la", "procédure", "change"),
    *("au", "printemps", "pour", "tous", "les", "sites"),
]


def name(number: int) -> str:
    return f"{GIVEN[number % 13]} {FAMILY[number // 13 % 11]}-{FAMILY[number // 143 % 11]} {number}"


def title(number: int) -> str:
    return TITLES[number % len(TITLES)]


def skill(number: int) -> str:
    return SKILLS[number % len(SKILLS)]


def space(number: int) -> str:
    return f"Espace {SKILLS[number % 9]} {number}"


def headline(number: int) -> str:
    return f"{SKILLS[number % 9].capitalize()} : point {number} de la semaine" if number % 3 else ""


def words(number: int, many: int) -> str:
    """`many` words: mostly common ones, and one rare word a text (`rare12345`, in one text of a few thousand)."""
    start = number * 7 % len(COMMON)
    chosen = [COMMON[(start + step * (1 + number % 5)) % len(COMMON)] for step in range(many)]
    chosen[number % many] = f"rare{number % 5_000}"
    return " ".join(chosen)


def paragraphs(number: int) -> list[str]:
    return [f"{words(number, 30)}.", f"{words(number + 1, 15)} {SKILLS[number % 9]}."]


def body(number: int) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs(number))


def answer(number: int) -> str:
    return f"{words(number, 14)}."


def reply(number: int) -> str:
    return f"<p>{answer(number)}</p>"
