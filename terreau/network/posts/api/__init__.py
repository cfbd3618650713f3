"""Posts, comments, reactions and the feed for other programs."""

from ninja import Router

from terreau.network.posts.api import comments, feeds, posts, reading

router = Router()
for part in (feeds, posts, comments, reading):
    router.add_router("", part.router)
