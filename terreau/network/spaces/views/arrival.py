"""The second step of a first morning, guests from outside, and spaces that nobody keeps."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent, Refused
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.jinja import full_moment
from terreau.foundation.ui.pages import render
from terreau.network.spaces import actions, queries
from terreau.network.spaces.forms import GuestForm, OwnerForm


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Where one is expected, and five spaces to join with one press."""
    me = viewer(request)
    return render(
        request, "spaces/welcome.html", {"expected": queries.expected(me), "suggested": queries.suggested(me)}
    )


@require_POST
def guests(request: HttpRequest, key: str) -> HttpResponse:
    """`email` and `name` of somebody of a partner firm."""
    me = viewer(request)
    space = queries.by_key(me, key)
    answer = back(request, f"/spaces/{space.key}/people")
    form = GuestForm(request.POST)
    if not form.is_valid():
        return toasts.say(request, answer, " ".join(str(words) for errors in form.errors.values() for words in errors))
    asked = actions.invite_from_outside(me, space=space, **form.cleaned_data)
    return toasts.say(request, answer, said_of(asked, form.cleaned_data["email"]))


def said_of(asked: actions.Asked, email: str) -> str:
    """How somebody from outside hears of the place that is kept for them."""
    if asked.mailed_at is None:
        return _("Whoever has %(email)s is here already and finds the invitation at their next visit.") % {
            "email": email
        }
    if asked.now:
        return _("An invitation is on its way to %(email)s.") % {"email": email}
    told = {"email": email, "at": full_moment(asked.mailed_at)}
    return _("The place is kept. %(email)s was already mailed, %(at)s; nothing is sent twice.") % told


@require_safe
def keyless(request: HttpRequest) -> HttpResponse:
    """For administrators of the network: spaces whose owners have all left."""
    if not queries.may_begin(viewer(request))["may_look_in"]:
        raise Absent
    return draw_keyless(request)


def draw_keyless(request: HttpRequest, key: str = "", told: OwnerForm | None = None, status: int = 200) -> HttpResponse:
    """Each space with its form; `told` is what was written in that of the space with this key."""
    me = viewer(request)
    found = queries.keyless(me)
    forms = {row["key"]: OwnerForm(viewer=me, auto_id=f"id_%s_{row['key']}") for row in found}
    rows = [(row, told if told and row["key"] == key else forms[row["key"]]) for row in found]
    return render(request, "spaces/keyless.html", {"rows": rows}, status)


@require_POST
def owner(request: HttpRequest, key: str) -> HttpResponse:
    """`person`: whoever an administrator names to keep it."""
    me = viewer(request)
    space = queries.keyless_by_key(me, key)
    if space is None:
        raise Absent
    form = OwnerForm(request.POST, viewer=me, auto_id=f"id_%s_{key}")
    if form.is_valid():
        try:
            actions.name_owner(me, space=space, person=form.cleaned_data["person"])
        except Refused as refused:
            form.add_error("person", refused.why)
        else:
            said = _("%(name)s keeps this space now. Its members are told.") % {"name": form.cleaned_data["person"]}
            return toasts.say(request, back(request, "/spaces/keyless"), said)
    return draw_keyless(request, key, form, 422)


@require_POST
def keeper(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the person who was there last to keep it."""
    me = viewer(request)
    space = queries.keyless_by_key(me, key)
    if space is None:
        raise Absent
    actions.find_keeper(me, space=space)
    return toasts.say(request, back(request, "/spaces/keyless"), _("The space has an owner again."))
