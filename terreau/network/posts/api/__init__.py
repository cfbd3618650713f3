"""Posts, drafts, comments, reactions and the feed for other programs."""

from ninja import Router

from terreau.network.posts.api import comments, delegations, drafts, feeds, places, posts, reading, readings

router = Router()
for part in (feeds, posts, comments, reading, readings, places, drafts, delegations):
    router.add_router("", part.router)
