"""Spaces and memberships for other programs."""

from ninja import Router

from terreau.network.spaces.api import doors, memberships, spaces

router = Router()
router.add_router("", spaces.router)
router.add_router("", memberships.router)
router.add_router("", doors.router)
