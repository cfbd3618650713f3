from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.administration import rules
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import actions
from terreau.foundation.orgs.models import Network
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as storage_queries
from terreau.foundation.storage.refusals import NotAPicture


def refusal() -> str:
    return _("Only an administrator of the whole network decides how it looks.")


def show_logo(actor: Person, *, file: "UploadedFile[Any]") -> Network:
    """A picture beside the name, for everybody, signed in or not. Raises NotKept for what is no picture.

    Its content is placed first; the rows and the activity follow in one transaction.
    """
    demand(rules.may_brand(actor), refusal())
    attachment = storage.keep_uploaded(actor, file=file)
    if not storage_queries.described(attachment).is_image:
        storage.drop(actor, key=attachment.key)
        raise NotAPicture(attachment.name)
    with transaction.atomic():
        network = actions.set_logo(actor, address=f"/files/{attachment.key}-logo?size=64")
        storage.detach(actor, None, network)
        storage.attach(actor, [attachment.key], network)
    return network


@transaction.atomic
def remove_logo(actor: Person) -> Network:
    """The product’s own mark again. The picture goes with the next sweep."""
    demand(rules.may_brand(actor), refusal())
    network = actions.set_logo(actor, address="")
    storage.detach(actor, None, network)
    return network
