"""Who may see and touch a page. A page is seen where its space is read and as long as it is not withdrawn."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.network.pages.models import Page, PageDraft
from terreau.network.people import rules as people
from terreau.network.posts.rules import restorable_for
from terreau.network.spaces import rules as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with one page they see."""

    edit: bool
    look_after: bool
    doubt: bool
    withdraw: bool


def rights(viewer: Person, page: Page) -> Rights:
    """All of these at once, for a page that shows its buttons: the role is asked once."""
    role = spaces.role_of(viewer, page.space)
    edit = page.withdrawn_at is None and page.space.archived_at is None and role is not None
    keeps = role in spaces.KEEPERS
    return Rights(
        edit=edit,
        look_after=edit and (keeps or page.owner_id in {viewer.pk, None}),
        doubt=page.withdrawn_at is None and spaces.may_comment_as(viewer, page.space, role),
        withdraw=edit and (keeps or is_alone(viewer, page)),
    )


def visible(viewer: Person) -> Q:
    """Pages `viewer` may see."""
    return Q(withdrawn_at=None) & spaces.content_of(viewer)


def audience(page: Page) -> QuerySet[Person]:
    """Everyone who may see the page: `visible`, the other way round."""
    return Person.objects.none() if page.withdrawn_at else spaces.readers(page.space)


def restorable(viewer: Person) -> Q:
    """Withdrawn pages that `viewer` may bring back in time: what they withdrew, or of spaces they look after."""
    theirs = Q(withdrawn_by_id=viewer.pk) | Q(space_id__in=spaces.kept_by(viewer))
    return Q(withdrawn_at__gt=timezone.now() - restorable_for()) & spaces.content_of(viewer) & theirs


def may_write(actor: Person, space: "Space") -> bool:
    """Members write the pages of their space."""
    return spaces.may_publish(actor, space)


def may_edit(actor: Person, page: Page) -> bool:
    """Pages are everybody’s who is in the space, not their first author’s."""
    return page.withdrawn_at is None and may_write(actor, page.space)


def may_look_after(actor: Person, page: Page) -> bool:
    """Who looks after a page, and when it is read again: its owner says, and those who look after the space."""
    inside = page.withdrawn_at is None and may_write(actor, page.space)
    return inside and (page.owner_id in {actor.pk, None} or spaces.may_manage(actor, page.space))


def may_own(actor: Person, page: Page) -> bool:
    """A page is looked after by somebody who may write in its space."""
    return actor.is_active and may_write(actor, page.space)


def may_doubt(actor: Person, page: Page) -> bool:
    """Whoever may say something under a page may say that it is outdated."""
    return page.withdrawn_at is None and spaces.may_comment(actor, page.space)


def may_watch(actor: Person, page: Page) -> bool:
    """Whoever sees a page may be told of its changes."""
    return Page.objects.filter(visible(actor), pk=page.pk).exists()


def may_move(actor: Person, page: Page, space: "Space") -> bool:
    """Out of a space go pages with those who look after it, and out of an open one with their owner; with all below."""
    owns = page.owner_id == actor.pk and page.space.openness == "open" and not page.below.exists()
    return page.withdrawn_at is None and (owns or spaces.may_manage(actor, page.space)) and may_write(actor, space)


def may_withdraw(actor: Person, page: Page) -> bool:
    """Those who look after the space; its first author too, as long as no other page stands below it."""
    return may_edit(actor, page) and (is_alone(actor, page) or spaces.may_manage(actor, page.space))


def is_alone(actor: Person, page: Page) -> bool:
    """Did they write it first, and stands no other page below it?"""
    return page.created_by_id == actor.pk and not page.below.filter(withdrawn_at=None).exists()


def may_restore(actor: Person, page: Page) -> bool:
    """Whoever withdrew it may bring it back, and those who look after the space, as long as the network rules."""
    if page.withdrawn_at is None or page.withdrawn_at < timezone.now() - restorable_for():
        return False
    return page.withdrawn_by_id == actor.pk or spaces.may_manage(actor, page.space)


def own_drafts(viewer: Person) -> Q:
    """What one is writing is nobody else’s; and gone with the right to read its space."""
    return Q(author_id=viewer.pk) & spaces.content_of(viewer)


def may_write_draft(actor: Person, draft: PageDraft) -> bool:
    return draft.author_id == actor.pk and may_write(actor, draft.space)


def nameable(writer: Person, page: Page) -> QuerySet[Person]:
    """Whom `writer` may name there: who sees the page, and for a guest only those whom the guest may know (A07)."""
    return audience(page).filter(people.visible(writer))
