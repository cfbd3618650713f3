"""What the box brings along besides words."""

from django.http import HttpRequest, QueryDict

from terreau.foundation.identity.doors import viewer
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as files
from terreau.foundation.storage.refusals import NotKept
from terreau.network.chat.forms import MessageForm


def keep_files(request: HttpRequest, fields: QueryDict) -> str:
    """Files of the plain field, which pages without script have: kept, joined to those attached. Returns why not."""
    if not request.FILES:
        return ""
    off = fields.getlist("off")
    keys = [key for key in fields.get("attached", "").split() if key not in off]
    try:
        keys += [storage.keep_uploaded(viewer(request), file=file).key for file in request.FILES.getlist("file")]
    except NotKept as error:
        return error.why
    finally:
        fields["attached"] = " ".join(keys)
    return ""


def chosen_files(request: HttpRequest, form: MessageForm) -> list[files.File]:
    """Files that wait in the box, when it comes back with what was wrong."""
    keys = str(form["attached"].value() or "").split()
    return files.loose_files(viewer(request), keys) if keys else []
