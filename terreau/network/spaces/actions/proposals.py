from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.spaces import activities, rules
from terreau.network.spaces.actions.spaces import found
from terreau.network.spaces.models import Proposal, Space

# What a proposal answers, as it is kept.
ANSWERS = ("name", "purpose", "meant_for", "template", "openness", "joining", "category", "language")


@transaction.atomic
def propose(
    actor: Person, *, name: str, sponsor: Person | None = None, care_hours: Decimal | None = None, **said: Any
) -> Proposal:
    """Ask for a space, with what decides its life: purpose, whom it is for, sponsor, hours of care a week."""
    demand(rules.may_propose(actor), _("Colleagues propose spaces; guests take part in them."))
    said["name"] = name
    answers: dict[str, Any] = {answer: str(said[answer]) for answer in ANSWERS if said.get(answer)}
    answers |= {"sponsor_id": sponsor.pk if sponsor else None, "care_hours": str(care_hours) if care_hours else None}
    made = Proposal.objects.create(proposed_by=actor, answers=answers)
    record(activities.proposed, actor, made)
    return made


@transaction.atomic
def answer_proposal(actor: Person, *, proposal: Proposal, accept: bool, refusal: str = "") -> Space | None:
    """Create the space that was asked for, owned by who asked; or refuse, saying why. Answered once."""
    demand(rules.may_answer_proposals(actor), _("Administrators answer proposals."))
    demand(accept or bool(refusal.strip()), _("Say why: who proposed the space will read it."))
    held = Proposal.objects.select_for_update().filter(pk=proposal.pk, answered_at=None).first()
    if held is None:
        raise Absent
    owner = Person.objects.get(pk=held.proposed_by_id)
    demand(not accept or rules.may_propose(owner), _("Who proposed this space can no longer look after it."))
    space = found(fields_of(held.answers), owner=owner, by=actor) if accept else None
    held.answered_at, held.answered_by, held.space = timezone.now(), actor, space
    held.refusal = "" if accept else refusal.strip()
    held.save(update_fields=["answered_at", "answered_by", "space", "refusal"])
    kind = activities.proposal_accepted if accept else activities.proposal_refused
    record(kind, actor, held, space_id=space.pk if space else None, person_id=owner.pk)
    return space


def fields_of(answers: dict[str, Any]) -> dict[str, Any]:
    """A proposal’s answers as fields of a space."""
    fields = {name: answers[name] for name in ANSWERS if name in answers}
    hours = answers.get("care_hours")
    return {**fields, "sponsor_id": answers.get("sponsor_id"), "care_hours": Decimal(hours) if hours else None}
