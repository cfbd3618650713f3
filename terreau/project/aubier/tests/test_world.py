"""The demo company is whole, consistent, and the same every time."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from terreau.project.aubier.checks import problems, said
from terreau.project.aubier.tests.conftest import NOW
from terreau.project.aubier.world import World, world

CANON = """
Alice Vasseur, Jonas Brandtner, Geneviève Lachance-O’Donnell, Karim Benhaddou, Friederike Albrecht-Wessel,
Luana Tavares Figueiredo, Rafael Siqueira, Priya Raghunathan, Théo Grandjean, Inès Ferreira-Lacombe, Wojciech Sadowski,
Salma El Idrissi, Maxime Thibodeau, Dora Lindqvist, Paul Ménard, Mathilde Koné, Thi Minh Châu Nguyễn-Delacroix,
Hanno Reinders, Ayşe Demirtaş, Baptiste Le Goff
"""
GARDEN = """
Qualité produit, Sécurité au travail, Support Le Lien, Kundendienst DACH, Femmes du bois, Maintenance des lignes,
Tableurs sans larmes, Achats bois, Données et décision, Énergie et carbone, Logística Brasil, Projet Fenêtre 2030,
Assistantes et assistants, Nouveaux arrivants, Juristes du groupe, Accessibilité, Retours de chantier, Werk Kassel 2,
Vélo et covoiturage, Innovation ouverte, Prévention des TMS, Salons et événements, Reprise de Norbois
"""
STAGES = {"seed", "sprout", "growing", "flowering", "root-bound", "thirsty", "dormant", "archived"}


def test_it_is_consistent(aubier: World) -> None:
    aubier.check()


def test_the_check_can_fail(aubier: World) -> None:
    """Each flaw put into the world is named."""
    thread = next(thread for thread in aubier.threads if thread.comments and thread.kind == "question")
    early = replace(thread.comments[0], at=thread.at - timedelta(hours=1))
    flaws = {
        "answers before being asked": replace(thread, comments=(early,), accepted=None),
        "was not there": replace(thread, at=datetime(2010, 1, 4, 9, tzinfo=UTC), comments=(), accepted=None),
        "lies in the future": replace(thread, at=NOW + timedelta(days=1), comments=(), accepted=None),
        "has an unfilled gap": replace(thread, body="Lot {gamme}", comments=(), accepted=None),
        "names an unknown nobody": replace(thread, body="Merci @{nobody}", comments=(), accepted=None),
        "accepts an answer without asking": replace(thread, kind="message", accepted=0),
    }
    for words, flawed in flaws.items():
        found = problems(aubier.company, aubier.spaces, aubier.membership, [flawed], aubier.files, NOW)
        assert any(words in line for line in found), words


def test_counts(aubier: World) -> None:
    assert len(aubier.people) == 1500
    assert len(aubier.spaces) == 40
    assert 3000 <= len(aubier.threads) <= 4000
    assert sum(thread.written for thread in aubier.threads) >= 200
    assert len(aubier.files) >= 25
    sizes = [len(members) for members in aubier.membership.values()]
    assert min(sizes) == 3 and max(sizes) >= 1290
    assert {person.country for person in aubier.people.values()} == {"FR", "DE", "CA", "BR", "PL", "MA"}
    assert Counter(space.openness for space in aubier.spaces.values())["secret"] >= 3
    assert {space.stage for space in aubier.spaces.values()} == STAGES


def test_everybody_of_the_design_is_here(aubier: World) -> None:
    names = {person.name for person in aubier.people.values()}
    assert {name.strip() for name in CANON.split(",")} <= names
    spaces = {space.names["fr"] for space in aubier.spaces.values()}
    assert {name.strip() for name in GARDEN.split(",")} <= spaces
    assert "Trois-Rivières, vie du site" in spaces


def test_the_demo_logins(aubier: World) -> None:
    for login in ("alice", "bob", "charlie", "gaby", "dora", "paul", "mathilde", "rita"):
        assert aubier.people[login].email == f"{login}@demo.example"
    guest = aubier.people["gaby"]
    assert guest.is_guest
    assert [space for space, members in aubier.membership.items() if "gaby" in members] == ["pose-ouest-partenaires"]
    kept = {slug for slug, space in aubier.spaces.items() if "alice" in space.owners}
    assert any("bob" in aubier.membership[slug] and "charlie" not in aubier.membership[slug] for slug in kept)


def test_secret_spaces_stay_among_their_people(aubier: World) -> None:
    for slug in ("projet-alize", "releve-kassel", "alertes-ethiques"):
        members = aubier.membership[slug]
        assert not {"alice", "bob", "charlie", "gaby", "rita"} & set(members)
        elsewhere = [thread for thread in aubier.threads if thread.space != slug]
        assert not any("Alizé" in thread.body or "Relève Kassel" in thread.body for thread in elsewhere)


def test_friederike_has_a_team_of_fourteen(aubier: World) -> None:
    assert sum(person.unit == "quality-kassel" for person in aubier.people.values()) == 14


@pytest.mark.slow
def test_the_same_seed_gives_the_same_world(aubier: World) -> None:
    again = world(now=NOW)
    assert again.people == aubier.people
    assert again.membership == aubier.membership
    assert again.threads == aubier.threads
    assert (again.follows, again.bookmarks, again.acknowledgements) == (
        aubier.follows,
        aubier.bookmarks,
        aubier.acknowledgements,
    )
    assert world(seed=7, now=NOW, posts=300).people != aubier.people


@pytest.mark.parametrize("moment", [datetime(2027, 1, 1, 3, tzinfo=UTC), datetime(2028, 2, 29, 23, 50, tzinfo=UTC)])
def test_it_is_always_fresh(moment: datetime) -> None:
    later = world(now=moment, posts=400)
    later.check()
    newest = max(thread.at for thread in later.threads)
    assert moment - newest < timedelta(hours=1)


def test_questions_with_and_without_answers(aubier: World) -> None:
    questions = [thread for thread in aubier.threads if thread.kind == "question"]
    answered = sum(thread.accepted is not None for thread in questions)
    assert 0.5 < answered / len(questions) < 0.85
    assert any(not thread.comments for thread in questions)


def test_no_page_of_a_space_repeats_itself(aubier: World) -> None:
    """Of twenty posts in a row few come from the same template."""
    for slug in aubier.spaces:
        row = [thread for thread in aubier.threads if thread.space == slug]
        for start in range(0, len(row) - 20, 10):
            page = Counter(thread.template or thread.key for thread in row[start : start + 20])
            assert max(page.values()) <= 6, (slug, page.most_common(1))


def test_who_writes_for_a_leader_may(aubier: World) -> None:
    allowed = {(given.leader, given.delegate, given.space): given for given in aubier.delegations}
    assert ("paul", "alice", "direction") in allowed
    for thread in aubier.threads:
        if thread.on_behalf_of:
            given = allowed[thread.on_behalf_of, thread.author, thread.space]
            assert given.since <= thread.at.date() <= given.until


VERBATIM = """
Condensation entre vitrages après trois semaines : joint ou pose ?
Quatorze fenêtres, toutes du lot 2026-41, toutes posées côté mer.
C’est le joint. Le butyle a été changé en semaine 40 et ne tient pas à l’air salin.
Scies à panneaux : nouvelle procédure de consignation au 1er décembre
Après les deux presque-accidents d’octobre à Trois-Rivières et à Curitiba
Douglas séché à 12 % : qui a un fournisseur certifié en dehors du Limousin ?
Les reprises sur dormants passent sous 2 % à Nantes
Trois mois que nous contrôlons l’humidité à l’entrée de l’atelier plutôt qu’en sortie.
quand la raboteuse 3 s’est arrêtée, vous avez répondu aux collègues de Poznań en vingt minutes, schéma à l’appui.
Mode d’emploi : décrire un défaut en quatre lignes
Avec ces quatre lignes, la première réponse arrive en moyenne en 3 h.
Zwei Sonden auf Reisen: unsere Messwerte aus Nantes
Die Feuchte am Eingang sagt mehr als die am Ausgang.
Quel pas de nettoyage pour la raboteuse 3 ?
Où trouver la nomenclature du tapis B ?
Visites régulières des raboteuses : qui, quand, quoi noter
Pourquoi des rayures à intervalles constants sur les dormants ?
Buée côté intérieur en hiver : est-ce un défaut ?
Reguläre Wartung: neue Intervalle für Hebeschiebetüren
31 of 36 cases come from the same carrier.
"""


def test_the_design_is_quoted_word_for_word(aubier: World) -> None:
    """On the day of the design pages, gaps that follow the calendar read as they do there."""
    pieces = [text for thread in aubier.threads for text in (thread.title, thread.body)]
    pieces += [comment.body for thread in aubier.threads for comment in said(thread)]
    told = re.sub(r"[\s\u202f]+", " ", re.sub(r"[*]", "", " ".join(pieces)))
    for sentence in VERBATIM.strip().splitlines():
        assert sentence in told, sentence


def test_reactions_are_by_members(aubier: World) -> None:
    thread = next(thread for thread in aubier.threads if thread.title.startswith("Les reprises sur dormants"))
    found = aubier.reactors(thread, thread)
    assert Counter(kind for _login, kind in found) == dict(thread.reactions)
    assert thread.author not in {login for login, _kind in found}
    assert len(found) == len(set(found))


def test_required_reading_is_confirmed_by_site(aubier: World) -> None:
    thread = next(thread for thread in aubier.threads if thread.title.startswith("Scies à panneaux"))
    confirmed = {ack.login for ack in aubier.acknowledgements if ack.thread == thread.key}
    members = [aubier.people[login] for login in aubier.membership[thread.space] if login != thread.author]
    share = {}
    for site in ("nantes", "kassel", "curitiba"):
        here = [person.login for person in members if person.site == site]
        share[site] = sum(login in confirmed for login in here) / len(here)
    assert share["nantes"] > share["kassel"] > share["curitiba"]
    assert "alice" not in confirmed


def test_people_write_in_their_language_and_hours(aubier: World) -> None:
    spoken = Counter(thread.language for thread in aubier.threads)
    assert spoken["fr"] > spoken["en"] > 0
    assert all(spoken[code] for code in ("de", "pt", "pl", "es", "ar"))
    assert all(comment.at > thread.at for thread in aubier.threads for comment in said(thread))
