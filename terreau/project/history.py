"""Three years of running the demo network: acts of its administrators, done by the actions, day after day."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from terreau.foundation.accounts import actions as accounts
from terreau.foundation.activity.demo import Then, happened
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import actions as orgs
from terreau.foundation.policies import actions as policies
from terreau.foundation.policies.names import NAMES_OF_READERS_DAYS, QUIET_HOURS
from terreau.network.people import actions as people
from terreau.network.people import demo as people_demo
from terreau.network.spaces import actions as spaces
from terreau.network.spaces import queries as space_queries

DUTIES = (
    ("paul", "sponsor", None, 1077),
    ("mathilde", "data_protection", None, 1070),
    ("rita", "employee_representative", None, 1060),
    ("helene", "administrator", "siege", 702),
    ("helene", "administrator", "fenetres-fr", 702),
    ("helene", "administrator", "bois-fr", 702),
    ("helene", "administrator", "services-fr", 702),
    ("wiebke", "administrator", "fenetres-de", 640),
    ("wiebke", "administrator", "services-de", 640),
)
# What was ruled: where, from when to when nobody is disturbed, on which days, by which source, so many days ago.
QUIET = (
    ("DE", "19:00", "07:00", [6, 7], "Konzernbetriebsvereinbarung Nichterreichbarkeit, § 4", 637),
    ("FR", "19:00", "08:00", [6, 7], "Accord sur la qualité de vie au travail, article 9", 630),
    ("CA-QC", "17:30", "08:00", [6, 7], "Politique de déconnexion, Aubier Canada", 623),
    (
        "CA-ON",
        "18:00",
        "08:00",
        [6, 7],
        "Disconnecting from work policy, Employment Standards Act 2000, Part VII.0.1",
        616,
    ),
    ("DE", "18:00", "07:00", [6, 7], "Konzernbetriebsvereinbarung Nichterreichbarkeit, § 4, Nachtrag 1", 611),
)
NAMED_DAYS, NAMED_SOURCE = 60, "Avis du CSE central : soixante jours suffisent"
HOLIDAYS = {(12, 24), (12, 25), (12, 26), (1, 1), (5, 1)}
REASON = "Demande du CSE : vérifier qu’aucun arrêt de travail n’y est raconté avec un nom."
REFUSED = "Un espace du même propos existe : « Énergie et carbone ». Son animatrice vous y attend."


class History:
    """Who acts, by the demo’s own names, and where. Days count back from `now`."""

    def __init__(self, ids: Mapping[str, int], units: Mapping[str, Any], where: Mapping[str, int], now: datetime):
        self.who = {name: Person.objects.get(pk=pk) for name, pk in ids.items()}
        self.dora, self.units, self.where, self.now = self.who["dora"], units, where, now

    def on(self, days: int) -> Any:
        """A working day about so many days ago, in office hours."""
        day = self.now.date() - timedelta(days=days)
        while day.weekday() > 4 or (day.month, day.day) in HOLIDAYS:
            day -= timedelta(days=1)
        return happened(datetime.combine(day, time(8), UTC) + timedelta(minutes=days * 37 % 480))

    def tell(self) -> None:
        self.begin()
        self.entrust()
        self.rule()
        self.shape()
        self.look_after()
        self.change_hands()

    def begin(self) -> None:
        """The first days: an operator from the terminal, a name, two languages."""
        with self.on(1098) as then:
            for duty in ("operator", "programme_lead"):
                then.dated(orgs.entrust(None, person=self.dora, duty=duty), given_at=then.at)
        with self.on(1091):
            orgs.name_network(self.dora, name="Le Lien", company="Aubier", accent="")
        with self.on(1084):
            orgs.choose_languages(self.dora, languages=["fr", "en"], default="fr")

    def entrust(self) -> None:
        """Duties, and in between the first line of the profiles."""
        office = people_demo.LINES["office"]
        for who, duty, unit, days in DUTIES:
            with self.on(days) as then:
                over = self.units[unit] if unit else None
                given = orgs.entrust(self.dora, person=self.who[who], duty=duty, unit=over)
                then.dated(given, given_at=then.at)
            if who == "rita":
                with self.on(1050):
                    people.add_custom_field(self.dora, slug="office", labels=office, position=0)

    def rule(self) -> None:
        """Quiet hours by agreement, country by country, one of them changed since; and a term."""
        standing: dict[str, Any] = {}
        for place, begins, ends, days, source, ago in QUIET:
            with self.on(ago) as then:
                value = {"from": begins, "to": ends, "days": days}
                fresh = policies.set_policy(self.dora, rule=QUIET_HOURS, value=value, source=source, place=place)
                then.dated(fresh, since=then.at)
                if place in standing:
                    then.dated(standing[place], until=then.at)
            standing[place] = fresh
        with self.on(608) as then:
            term = policies.set_policy(self.dora, rule=NAMES_OF_READERS_DAYS, value=NAMED_DAYS, source=NAMED_SOURCE)
            then.dated(term, since=then.at)

    def shape(self) -> None:
        """A site that came and went, two more lines, somebody shut out for two days."""
        place = {"country": "FR", "subdivision": "", "time_zone": "Europe/Paris"}
        with self.on(604):
            site = orgs.create_site(self.dora, name="Strasbourg, agence", **place)
        with self.on(421):
            people.add_custom_field(self.dora, slug="first-aid", labels=people_demo.LINES["first-aid"], position=1)
        with self.on(397):
            accounts.deactivate(self.who["wiebke"], person=self.who["torben"])
        with self.on(393):
            accounts.reactivate(self.who["wiebke"], person=self.who["torben"])
        with self.on(302) as then:
            then.dated(orgs.close_site(self.dora, site=site), closed_at=then.at)
        with self.on(268):
            people.add_custom_field(self.dora, slug="radio", labels=people_demo.LINES["radio"], position=2)

    def look_after(self) -> None:
        """A look through the glass, a proposal refused and one that waits."""
        with self.on(212) as then:
            space = space_queries.seen_by(self.dora).get(pk=self.where["prevention-des-tms"])
            broken = spaces.break_the_glass(self.dora, space=space, reason=REASON)
            then.dated(broken, at=then.at, until=then.at + timedelta(hours=24))
        with self.on(125) as then:
            asked = self.propose(then, "yves", "Éteindre la nuit", "Couper ce qui tourne pour rien entre 20 h et 5 h.")
        with self.on(118) as then:
            spaces.answer_proposal(self.who["helene"], proposal=asked, accept=False, refusal=REFUSED)
            asked.refresh_from_db()
            then.dated(asked, answered_at=then.at)

    def change_hands(self) -> None:
        """The last weeks: a duty lent and ended, and a space that somebody asks for."""
        korbinian, over = self.who["korbinian"], self.units["services-de"]
        with self.on(64) as then:
            lent = orgs.entrust(self.who["wiebke"], person=korbinian, duty="administrator", unit=over)
            then.dated(lent, given_at=then.at)
        with self.on(29) as then:
            then.dated(orgs.end_duty(self.who["wiebke"], mandate=lent), ended_at=then.at)
        with self.on(2) as then:
            self.propose(then, "perrine", "Relecture à deux voix", "Relire ensemble, en français et en allemand.")

    def propose(self, then: Then, who: str, name: str, purpose: str) -> Any:
        said: dict[str, Any] = {
            "purpose": purpose,
            "meant_for": "Trois sites, une vingtaine de personnes",
            "template": "community",
        }
        made = spaces.propose(self.who[who], name=name, language="fr", openness="open", joining="free", **said)
        return then.dated(made, at=then.at)
