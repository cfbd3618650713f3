"""Another e-mail address: asking for it, and the page that the mailed links open."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent
from terreau.foundation.accounts import actions, queries
from terreau.foundation.accounts.forms import AddressForm
from terreau.foundation.identity.doors import open_to_all, viewer
from terreau.foundation.identity.models import AddressChange
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth has no types
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another address; nothing changes before both have confirmed."""
    me = viewer(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.ask_new_address(me, person=me, address=form.cleaned_data["address"])
        return toasts.say(request, back(request, "/account/address"), _("Both addresses were written to."))
    context = {"form": form, "email": me.email or "", "waiting": queries.waiting_change(me)}
    return render(request, "accounts/address.html", context, 422 if form.errors else 200)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, link: str) -> HttpResponse:
    """What a mailed link opens. Looking changes nothing, so that a mail scanner confirms nothing; a press does."""
    found = queries.change_named(link)
    if found is None:
        raise Absent
    change, side = found
    done = ""
    if request.method == "POST":
        done = answered(change, side, request.POST.get("answer", ""))
    shown = {"old": change.old, "new": change.new, "in_force": change.done_at is not None, "side": side}
    return render(request, "accounts/address_answer.html", {**shown, "done": done, "link": link})


def answered(change: AddressChange, side: str, said: str) -> str:
    """Do what was pressed, and name it."""
    if said == "undo" and side == "old":
        actions.undo_address(None, change=change)
        return "undone"
    if said == "refuse" and side == "old":
        actions.refuse_address(None, change=change)
        return "refused"
    if said == "confirm":
        return "changed" if actions.confirm_address(None, change=change, side=side) else "confirmed"
    raise Absent
