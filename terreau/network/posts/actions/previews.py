"""What a linked page says of itself, fetched by a job and kept as our own: words, and a picture written anew."""

import re
from html import unescape

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from terreau.foundation.access.outside import PAGE, PICTURE, NotFetched, fetch
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as files
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.text.opengraph import Described, described
from terreau.network.posts.models import Post, PostLink, Preview

LINK = re.compile(r'<a[^>]*\shref="(https?://[^"]{1,1000})"')


def link(post: Post) -> None:
    """Note a new post’s first outside link, and have a job look at it. Part of the caller’s transaction."""
    found = first_outside(post)
    if found:
        preview = Preview.objects.create(url=found)
        PostLink.objects.create(post=post, preview=preview)
        read_preview.enqueue(preview.pk, post.pk)


def link_again(post: Post) -> None:
    """The same for a post whose words changed: what it no longer links to is forgotten."""
    before = PostLink.objects.filter(post=post).select_related("preview").first()
    if before is not None and before.preview.url == first_outside(post):
        return
    if before is not None:
        forget(post, before)
    link(post)


def first_outside(post: Post) -> str:
    """The first address outside this network that the post links to, or nothing."""
    return next((url for url in map(unescape, LINK.findall(post.body)) if not ours(url)), "")


def forget(post: Post, before: PostLink) -> None:
    """The post links elsewhere now: its card goes, with its picture."""
    before.delete()
    if not PostLink.objects.filter(preview=before.preview).exists():
        storage.detach(post.author, None, before.preview)
        before.preview.delete()


def ours(url: str) -> bool:
    """An address of this network: its card is drawn for each viewer, and never kept (case A23)."""
    return (url + "/").startswith(f"{settings.PUBLIC_URL}/")


@task(queue_name="slow", max_attempts=2)
def read_preview(preview_id: int, post_id: int) -> None:
    """Ask the linked page what it says of itself. Run twice it does nothing; what does not answer is noted once."""
    preview = Preview.objects.filter(pk=preview_id, fetched_at=None).first()
    post = Post.objects.select_related("author").filter(pk=post_id).first()
    if preview is None or post is None:
        return
    found, failed = asked(preview.url)
    picture = picture_of(found, post)
    with transaction.atomic():
        fresh = Preview.objects.select_for_update().filter(pk=preview_id, fetched_at=None)
        words = {"title": found.title, "description": found.description, "site": found.site, "failed": failed[:200]}
        if fresh.update(fetched_at=timezone.now(), **words) and picture:
            storage.attach(post.author, [picture], preview)


def asked(url: str) -> tuple[Described, str]:
    """What the page says, or why nothing came."""
    try:
        page = fetch(url, PAGE)
    except NotFetched as error:
        return Described(), str(error)
    return described(page.body, page.charset, page.url), ""


def picture_of(found: Described, post: Post) -> str:
    """The page’s picture, fetched with the same care and written anew; its key, or nothing."""
    if not found.image or not found.title:
        return ""
    try:
        kept = storage.keep(post.author, content=fetch(found.image, PICTURE).body, name="preview")
    except (NotFetched, NotKept):
        return ""
    if files.is_picture(kept.blob):
        return kept.key
    storage.drop(post.author, key=kept.key)
    return ""
