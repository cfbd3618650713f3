"""Spaces and memberships for other programs."""

from ninja import Router

from terreau.network.spaces.api import discovery, doors, glass, keyless, memberships, proposals, spaces

router = Router()
for part in (spaces, memberships, doors, discovery, glass, keyless, proposals):
    router.add_router("", part.router)
