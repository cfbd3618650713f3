"""Writing pages: a new one, the next version, an earlier one again; who looks after them, and whether they hold."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.network.pages import activities, rules
from terreau.network.pages.actions.drafts import take_draft
from terreau.network.pages.actions.watching import told_of
from terreau.network.pages.actions.words import name_people, written
from terreau.network.pages.models import Page, PageDraft, Version, Watch
from terreau.network.pages.queries import MOST_DEEP, MOST_PAGES
from terreau.network.posts import actions as posts

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

REVIEW = timedelta(days=365)  # until a confirmed page is read again


class Overtaken(Exception):
    """Somebody saved a newer version meanwhile: nothing was written, and both are to be looked at."""


@transaction.atomic
def create(
    actor: Person,
    *,
    space: "Space",
    title: str,
    body: str,
    parent: Page | None = None,
    files: Sequence[str] = (),
    draft: PageDraft | None = None,
) -> Page:
    """A new page at the end of those below `parent`, looked after by its writer; `draft` goes, its files come along."""
    demand(rules.may_write(actor, space), _("Only the members of this space write its pages."))
    if parent is not None:
        parent = locked(parent)
        demand(parent.space_id == space.pk and parent.withdrawn_at is None, _("The page above stands elsewhere now."))
    demand(Page.objects.filter(space=space).count() < MOST_PAGES, _("This space holds as many pages as it can."))
    demand(depth_of(parent) < MOST_DEEP, _("Pages stand at most eight levels deep. Choose a page higher up."))
    page = Page(space=space, parent=parent, title=title.strip(), body=written(body), language=actor.language)
    page.position = end_of(space.pk, parent)
    page.created_by = page.changed_by = page.owner = actor
    named = name_people(actor, page)
    page.save(force_insert=True)
    keep_version(page, actor)
    Watch.objects.create(page=page, person=actor)
    take_draft(actor, draft)
    if files:
        storage.attach(actor, files, page)
    record(activities.created, actor, page, space_id=space.pk, mentions=named)
    return page


@transaction.atomic
def edit(
    actor: Person,
    *,
    page: Page,
    since: int,
    title: str,
    body: str,
    minor: bool = False,
    files: Sequence[str] | None = None,
    draft: PageDraft | None = None,
) -> Page:
    """The next version of a page as it was at version `since`; a minor one tells nobody. All versions are kept.

    Raises Overtaken when a newer version stands there. `files`: the keys it has from now on, None leaves them.
    """
    page = locked(page)
    demand(rules.may_edit(actor, page), _("Only the members of this space write its pages."))
    if page.number != since:
        raise Overtaken
    take_draft(actor, draft)
    if files is not None:
        storage.hold(actor, files, page)
    before = page.body
    page.title, page.body = title.strip(), written(body)
    named = name_people(actor, page, before)
    advance(page, actor, minor=minor)
    told = {"mentions": [] if minor else named, "minor": minor, "number": page.number}
    record(activities.edited, actor, page, space_id=page.space_id, **told)
    return page


@transaction.atomic
def bring_back(actor: Person, *, page: Page, version: Version) -> Page:
    """An earlier version stands again, as the newest one; what came between is kept."""
    page = locked(page)
    demand(rules.may_edit(actor, page), _("Only the members of this space write its pages."))
    page.title, page.body = version.title, version.body
    advance(page, actor, restored=version.number)
    told = {"mentions": [], "minor": False, "number": page.number, "restored": version.number}
    record(activities.edited, actor, page, space_id=page.space_id, **told)
    return page


@transaction.atomic
def entrust(actor: Person, *, page: Page, owner: Person | None, review_on: date | None) -> Page:
    """Say who looks after a page, and on which day it is to be read again."""
    page = locked(page)
    demand(rules.may_look_after(actor, page), _("Its owner and those who look after the space decide this."))
    if owner is not None and owner.pk != page.owner_id:
        demand(rules.may_own(owner, page), _("A page is looked after by a member of its space."))
    page.owner, page.review_on = owner, review_on
    page.save(update_fields=["owner", "review_on"])
    if owner is not None:
        told_of(page, owner)
    record(activities.entrusted, actor, page, space_id=page.space_id, person_id=owner.pk if owner else None)
    return page


@transaction.atomic
def doubt(actor: Person, *, page: Page, why: str) -> Page:
    """Say that a page may be outdated, and why; everybody who reads it sees so."""
    page = locked(page)
    demand(rules.may_doubt(actor, page), _("You may read this page, not judge it."))
    page.doubted_at, page.doubted_by, page.doubt = timezone.now(), actor, " ".join(why.split())[:300]
    page.save(update_fields=["doubted_at", "doubted_by", "doubt"])
    record(activities.doubted, actor, page, space_id=page.space_id, person_id=page.owner_id)
    return page


@transaction.atomic
def confirm(actor: Person, *, page: Page) -> Page:
    """Say that a page is right as it stands: no doubt is left, and a review that was due is due in a year."""
    page = locked(page)
    demand(rules.may_edit(actor, page), _("Only the members of this space say that a page is right."))
    today = timezone.localdate()
    page.doubted_at, page.doubted_by, page.doubt = None, None, ""
    page.confirmed_at, page.confirmed_by = timezone.now(), actor
    if page.review_on is not None and page.review_on <= today:
        page.review_on = today + REVIEW
    fields = ["doubted_at", "doubted_by", "doubt", "confirmed_at", "confirmed_by", "review_on"]
    page.save(update_fields=fields)
    record(activities.confirmed, actor, page, space_id=page.space_id)
    return page


def advance(page: Page, actor: Person, *, minor: bool = False, restored: int | None = None) -> None:
    """The page as it is now becomes its newest version. Part of the caller’s transaction."""
    page.number += 1
    page.changed_at, page.changed_by = timezone.now(), actor
    page.save(update_fields=["title", "body", "number", "changed_at", "changed_by"])
    posts.carry_along("page", [page.pk], title=page.title)
    keep_version(page, actor, minor=minor, restored=restored)


def keep_version(page: Page, actor: Person, *, minor: bool = False, restored: int | None = None) -> None:
    said = {"number": page.number, "title": page.title, "body": page.body, "at": page.changed_at}
    Version.objects.create(page=page, by=actor, minor=minor, restored=restored, **said)


def locked(page: Page) -> Page:
    """The page as it is now, held until the end of the transaction."""
    return Page.objects.select_for_update(of=("self",)).select_related("space").get(pk=page.pk)


def end_of(space_id: int, parent: Page | None) -> int:
    """The place behind the last page below `parent`."""
    last = Page.objects.filter(space_id=space_id, parent=parent).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def depth_of(page: Page | None) -> int:
    """How many levels a page stands deep: 0 for none. Rows that make a circle end the count."""
    depth = 0
    while page is not None and depth <= MOST_DEEP:
        page, depth = page.parent, depth + 1
    return depth
