"""Tokens of the API: made, shown once, listed, revoked. Making one asks who is there, if that was long ago."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent
from terreau.foundation.accounts import actions, queries
from terreau.foundation.accounts.forms import TokenForm
from terreau.foundation.identity.doors import shows_secret, viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render


@shows_secret
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth has no types
def tokens(request: HttpRequest) -> HttpResponse:
    """The list. POST makes a token; its secret stands in this one answer and nowhere else."""
    me, secret = viewer(request), ""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _token, secret = actions.create_token(me, person=me, **form.cleaned_data)
        form = TokenForm()
    context = {"form": form, "secret": secret, "tokens": queries.tokens(me)}
    return render(request, "accounts/tokens.html", context, 422 if form.errors else 200)


@require_POST
def revocation(request: HttpRequest) -> HttpResponse:
    """`token`: the number of one of one’s own."""
    token = queries.token_numbered(viewer(request), request.POST.get("token", ""))
    if token is None:
        raise Absent
    actions.revoke_token(viewer(request), token=token)
    return toasts.say(request, back(request, "/account/tokens"), _("The token lets nobody in any more."))
