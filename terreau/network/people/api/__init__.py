"""People and the company’s tree for other programs."""

from ninja import Router

from terreau.network.people.api import people, units

router = Router()
for part in (people, units):
    router.add_router("", part.router)
