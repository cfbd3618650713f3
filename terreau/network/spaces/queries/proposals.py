"""Spaces that were asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.network.spaces import rules
from terreau.network.spaces.models import Proposal, Space
from terreau.network.spaces.queries.directory import Listed, similar
from terreau.network.spaces.queries.people import Candidate
from terreau.network.spaces.queries.rows import SpaceRow
from terreau.network.spaces.queries.templates import TEMPLATES

PAGE = 30


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as pages show it. `state`: "open", "created" or "refused"; `space`: what came of it, where seen."""

    key: str
    name: str
    purpose: str
    meant_for: str
    template: str
    template_name: str
    openness: str
    joining: str
    category: str
    language: str
    sponsor: Candidate | None
    care_hours: str
    by: Candidate
    at: datetime
    state: str
    refusal: str
    space: SpaceRow | None
    alike: list[Listed]

    @property
    def url(self) -> str:
        return self.space.url if self.space else ""


def proposals(viewer: Person) -> list[ProposalRow]:
    """Open proposals, oldest first, for who answers them; and what became of the viewer’s own."""
    rows = Proposal.objects.filter(rules.proposals_visible(viewer)).select_related("proposed_by")
    waiting = list(rows.filter(answered_at=None, space=None).order_by("at")[:PAGE])
    answered = list(rows.filter(proposed_by_id=viewer.pk, answered_at__isnull=False).order_by("-answered_at")[:PAGE])
    return proposal_rows(viewer, [*waiting, *answered])


def proposal_rows(viewer: Person, found: list[Proposal]) -> list[ProposalRow]:
    """These proposals with their people, and with the spaces that came of them as far as the viewer sees them."""
    ids = {row.answers.get("sponsor_id") for row in found} - {None}
    carrying = Person.objects.filter(pk__in=ids).values_list("pk", "key", "name", "photo")
    sponsors = {pk: Candidate(key, name, "", photo=photo) for pk, key, name, photo in carrying}
    made = Space.objects.filter(rules.visible(viewer), pk__in=[row.space_id for row in found if row.space_id])
    spaces = {one.pk: SpaceRow(one.pk, one.key, one.name, one.openness, one.language) for one in made}
    return [proposal_row(viewer, row, sponsors, spaces) for row in found]


def proposal_row(
    viewer: Person, row: Proposal, sponsors: dict[int, Candidate], spaces: dict[int, SpaceRow]
) -> ProposalRow:
    """One of them; for who answers it also the spaces that speak of the same."""
    said: dict[str, Any] = row.answers
    by, template, waits = row.proposed_by, TEMPLATES.get(said.get("template", "")), row.answered_at is None
    alike = waits and rules.may_answer_proposals(viewer)
    return ProposalRow(
        key=row.key,
        name=said.get("name", ""),
        purpose=said.get("purpose", ""),
        meant_for=said.get("meant_for", ""),
        template=template.code if template else "",
        template_name=str(template.name) if template else "",
        openness=said.get("openness", "open"),
        joining=said.get("joining", "free"),
        category=said.get("category", ""),
        language=said.get("language", "") or by.language,
        sponsor=sponsors.get(said.get("sponsor_id") or 0),
        care_hours=said.get("care_hours") or "",
        by=Candidate(by.key, by.name, "", photo=by.photo),
        at=row.at,
        state="open" if waits else "refused" if row.refusal else "created",
        refusal=row.refusal,
        space=spaces.get(row.space_id or 0),
        alike=similar(viewer, said=f"{said.get('name', '')} {said.get('purpose', '')}") if alike else [],
    )


def proposal_by_key(viewer: Person, key: str) -> Proposal:
    """A proposal that exists for the viewer, or `Absent`."""
    return one(Proposal.objects.filter(rules.proposals_visible(viewer), key=key).select_related("proposed_by"))
