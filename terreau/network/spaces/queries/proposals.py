"""Spaces that were asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.network.spaces import rules
from terreau.network.spaces.models import Proposal
from terreau.network.spaces.queries.directory import Listed, similar
from terreau.network.spaces.queries.people import Candidate
from terreau.network.spaces.queries.rows import address
from terreau.network.spaces.queries.templates import TEMPLATES

PAGE = 30


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as pages show it. `state`: "open", "created" or "refused"."""

    key: str
    name: str
    purpose: str
    meant_for: str
    template: str
    openness: str
    sponsor: str
    care_hours: str
    by: Candidate
    at: datetime
    state: str
    refusal: str
    url: str
    alike: list[Listed]


def proposals(viewer: Person) -> list[ProposalRow]:
    """Open proposals, oldest first, for who answers them; and what became of the viewer’s own."""
    rows = Proposal.objects.filter(rules.proposals_visible(viewer)).select_related("proposed_by", "space")
    waiting = list(rows.filter(answered_at=None, space=None).order_by("at")[:PAGE])
    answered = list(rows.filter(proposed_by_id=viewer.pk, answered_at__isnull=False).order_by("-answered_at")[:PAGE])
    found = [*waiting, *answered]
    ids = {row.answers.get("sponsor_id") for row in found}
    sponsors = dict(Person.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))
    answers = rules.may_answer_proposals(viewer)
    return [proposal_row(viewer, row, sponsors, alike=answers and row.answered_at is None) for row in found]


def proposal_row(viewer: Person, row: Proposal, sponsors: dict[int, str], *, alike: bool) -> ProposalRow:
    """A proposal with the names of its people, and with `alike` the spaces that speak of the same."""
    said: dict[str, Any] = row.answers
    by, space, template = row.proposed_by, row.space, TEMPLATES.get(said.get("template", ""))
    return ProposalRow(
        key=row.key,
        name=said.get("name", ""),
        purpose=said.get("purpose", ""),
        meant_for=said.get("meant_for", ""),
        template=str(template.name) if template else "",
        openness=said.get("openness", "open"),
        sponsor=sponsors.get(said.get("sponsor_id") or 0, ""),
        care_hours=said.get("care_hours") or "",
        by=Candidate(by.key, by.name, "", photo=by.photo),
        at=row.at,
        state="open" if row.answered_at is None else "created" if space else "refused",
        refusal=row.refusal,
        url=address(space.key, space.name) if space else "",
        alike=similar(viewer, said=f"{said.get('name', '')} {said.get('purpose', '')}") if alike else [],
    )


def proposal_by_key(viewer: Person, key: str) -> Proposal:
    """A proposal that exists for the viewer, or `Absent`."""
    return one(Proposal.objects.filter(rules.proposals_visible(viewer), key=key))
