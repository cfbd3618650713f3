"""Where pages stand: below another, in which order, in which space, or nowhere for a while."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.pages import activities, rules
from terreau.network.pages.actions.pages import depth_of, end_of
from terreau.network.pages.models import Page
from terreau.network.pages.queries import MOST_DEEP
from terreau.network.posts import actions as posts

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@transaction.atomic
def place(actor: Person, *, page: Page, parent: Page | None) -> Page:
    """Put a page, with all below it, at the end of those below `parent`; no `parent`: among the first ones."""
    page, rows = held(page)
    demand(rules.may_edit(actor, page), _("Only the members of this space arrange its pages."))
    if parent is not None:
        parent = rows.get(parent.pk)
        demand(parent is not None and parent.withdrawn_at is None, _("The page above stands elsewhere now."))
        demand_no_circle(page, parent, rows)
    page.parent, page.position = parent, end_of(page.space_id, parent)
    page.save(update_fields=["parent", "position"])
    record(activities.placed, actor, page, space_id=page.space_id, parent_id=parent.pk if parent else None)
    return page


@transaction.atomic
def shift(actor: Person, *, page: Page, up: bool) -> Page:
    """One place up or down among the pages beside it; the first and the last stay where they are."""
    page, rows = held(page)
    demand(rules.may_edit(actor, page), _("Only the members of this space arrange its pages."))
    beside = [row for row in rows.values() if row.parent_id == page.parent_id and row.withdrawn_at is None]
    order = sorted(beside, key=lambda row: (row.position, row.pk))
    at = [row.pk for row in order].index(page.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        for position, row in enumerate(order):
            row.position = position
        Page.objects.bulk_update(order, ["position"])
        record(activities.placed, actor, page, space_id=page.space_id, parent_id=page.parent_id)
    return page


@transaction.atomic
def move(actor: Person, *, page: Page, space: "Space") -> Page:
    """The page and all below it go to another space: their readers are that space’s, their addresses stay."""
    page, rows = held(page)
    demand(rules.may_move(actor, page, space), _("You may move pages out of a space you look after, or your own page."))
    origin, ids = page.space_id, under(page.pk, rows)
    if space.pk != origin:
        page.parent, page.position = None, end_of(space.pk, None)
        page.save(update_fields=["parent", "position"])
        Page.objects.filter(pk__in=ids).update(space=space)
        page.space = space
        told = {"page_ids": sorted(ids), "post_ids": posts.carry_along("page", ids, space_id=space.pk)}
        record(activities.moved, actor, page, space_id=space.pk, from_space_id=origin, **told)
    return page


@transaction.atomic
def withdraw(actor: Person, *, page: Page) -> Page:
    """Take a page and all below it away from everyone; they can be brought back together in time."""
    page, rows = held(page)
    demand(rules.may_withdraw(actor, page), _("Only those who look after the space withdraw a page with others below."))
    ids = {row for row in under(page.pk, rows) if rows[row].withdrawn_at is None}
    page.withdrawn_at, page.withdrawn_by = timezone.now(), actor
    gone: dict[str, Any] = {"withdrawn_at": page.withdrawn_at, "withdrawn_by_id": actor.pk}
    Page.objects.filter(pk__in=ids).update(**gone)
    told = {"page_ids": sorted(ids), "post_ids": posts.carry_along("page", ids, **gone)}
    record(activities.withdrawn, actor, page, space_id=page.space_id, **told)
    return page


@transaction.atomic
def restore(actor: Person, *, page: Page) -> Page:
    """Bring a withdrawn page back, with those withdrawn together with it that stand below."""
    page, rows = held(page)
    demand(rules.may_restore(actor, page), _("A withdrawn page comes back within its term, by whoever withdrew it."))
    ids = {row for row in under(page.pk, rows) if rows[row].withdrawn_at == page.withdrawn_at}
    above = rows.get(page.parent_id or 0)
    if above is not None and above.withdrawn_at is not None:
        page.parent, page.position = None, end_of(page.space_id, None)
    page.withdrawn_at, page.withdrawn_by = None, None
    page.save(update_fields=["parent", "position"])
    here: dict[str, Any] = {"withdrawn_at": None, "withdrawn_by_id": None}
    Page.objects.filter(pk__in=ids).update(**here)
    told = {"page_ids": sorted(ids), "post_ids": posts.carry_along("page", ids, **here)}
    record(activities.restored, actor, page, space_id=page.space_id, **told)
    return page


def demand_no_circle(page: Page, parent: Page | None, rows: dict[int, Page]) -> None:
    """A page stands below no page of its own, and the lowest of them not too deep."""
    if parent is None:
        return
    if parent.pk == page.pk:
        raise Refused(_("A page cannot stand below itself. Choose another page."))
    if parent.pk in under(page.pk, rows):
        words = _("“%(above)s” stands below “%(page)s”: a page cannot stand below its own pages. Choose another page.")
        raise Refused(words % {"above": parent.title, "page": page.title})
    fits = depth_of(parent) + height(page.pk, rows) <= MOST_DEEP
    demand(fits, _("Pages stand at most eight levels deep. Choose a page higher up."))


def held(page: Page) -> tuple[Page, dict[int, Page]]:
    """The page as it is now and all pages of its space, held: two who arrange at once make no circle."""
    space = Page.objects.values_list("space_id", flat=True).get(pk=page.pk)
    every = Page.objects.select_for_update(of=("self",)).select_related("space").defer("body")
    rows = every.filter(space_id=space).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[page.pk], found


def under(id: int, rows: dict[int, Page]) -> set[int]:
    """The page and all below it, by id."""
    below = children(rows)
    found, wanted = {id}, [id]
    while wanted:
        fresh = [row for row in below.get(wanted.pop(), []) if row not in found]
        found.update(fresh)
        wanted += fresh
    return found


def height(id: int, rows: dict[int, Page]) -> int:
    """How many levels the page and those below it take."""
    below, level, levels = children(rows), [id], 0
    while level and levels <= MOST_DEEP:
        level, levels = [row for above in level for row in below.get(above, [])], levels + 1
    return levels


def children(rows: dict[int, Page]) -> dict[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    for row in rows.values():
        found.setdefault(row.parent_id or 0, []).append(row.pk)
    return {**found}
