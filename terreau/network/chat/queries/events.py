"""What happened to a group, in words, as its conversation says it."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from terreau.foundation.identity.composed import Composed
from terreau.network.chat.models import Event, Message, Named
from terreau.network.chat.queries.talkers import called


def people_of(ids: Collection[int]) -> dict[int, list[str]]:
    """The names of those whom these messages name, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    for message, name in named_by(list(ids)):
        found[message].append(name)
    return found


named_by = Composed(
    lambda ids: Named.objects.filter(message_id__in=ids).order_by("pk").values_list("message_id", "person__name")
)


def event_words(message: Message, people: Sequence[str]) -> str:
    """One sentence in the language in force."""
    told = {"who": message.author.name, "people": called(people), "name": message.body}
    if message.event == Event.ADDED:
        return _("%(who)s added %(people)s") % told
    if message.event == Event.TAKEN_OUT:
        return _("%(who)s took %(people)s out of the conversation") % told
    if message.event == Event.LEFT:
        return _("%(who)s left the conversation") % told
    if message.event == Event.BEGUN:
        return _("%(who)s began this conversation with %(people)s") % told
    if message.body:
        return _("%(who)s called this conversation “%(name)s”") % told
    return _("%(who)s took the name of this conversation away") % told
