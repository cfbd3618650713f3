"""Writing a post, and changing one."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Refused, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.people import queries as people
from terreau.network.posts import actions, queries
from terreau.network.posts.forms import EditForm, PostForm
from terreau.network.posts.views import unsent
from terreau.network.posts.views.posts import seen
from terreau.network.spaces import queries as spaces

ASKED = ("space", "kind", "title", "body", "on_behalf_of")


@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """The composer. Its buttons publish, schedule, keep for later, or look for people to thank."""
    if request.method == "POST":
        return sent(request)
    key = request.GET.get("draft", "")
    draft = one(queries.drafts_of(viewer(request)).filter(key=key, post=None)) if key else None
    asked: dict[str, object] = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    asked |= {"thanked": request.GET.getlist("thanked")}
    return draw(request, PostForm(initial=begun(draft) if draft else asked), draft)


def begun(draft: queries.Draft) -> dict[str, object]:
    """A draft as the form shows it."""
    said = actions.writing_of(draft)
    at = timezone.localtime(draft.scheduled_for) if draft.scheduled_for else None
    return {
        "draft": draft.key,
        "space": said.space.key if said.space else "",
        "kind": said.kind,
        "title": said.title,
        "body": said.body,
        "attached": " ".join(said.files),
        "required": said.required_by is not None,
        "required_by": said.required_by,
        "thanked": list(said.thanked),
        "on_behalf_of": said.leader,
        "minor": said.minor,
        "day": at.date() if at else None,
        "hour": at.time() if at else None,
    }


def draw(request: HttpRequest, form: PostForm, draft: queries.Draft | None = None, status: int = 200) -> HttpResponse:
    """The composer with what is written so far."""
    me, found = viewer(request), []
    chosen = [str(key) for key in form["thanked"].value() or []]
    wanted = str(form["thank"].value() or "")
    if wanted:
        found = [row for row in people.mentionable(me, text=wanted) if row.key not in chosen]
    context = {
        "form": form,
        "draft": draft,
        "refused": str(draft.options.get("refused") or "") if draft else "",
        "spaces": spaces.places_to_write(me),
        "files": queries.files_of_writing(me, str(form["attached"].value() or "").split(), draft),
        "chosen": queries.chosen_people(me, chosen),
        "found": found,
        "loans": queries.loans_to(me),
        "drafts": queries.draft_count(me),
        "zone": timezone.get_current_timezone_name(),
        "today": timezone.localdate(),
    }
    return render(request, "posts/compose.html", context, status)


def sent(request: HttpRequest) -> HttpResponse:
    """What the composer’s buttons do. Whatever is refused comes back with all that was written."""
    fields = request.POST.copy()
    refused = keep_files(request, fields)
    form = PostForm(fields)
    draft = draft_named(request, fields)
    if refused:
        form.add_error("body", refused)
    act = fields.get("act") or "publish"
    if act == "find" or not form.is_valid():
        return draw(request, form, draft, 200 if act == "find" else 422)
    verb = {"schedule": scheduled, "save": saved}.get(act, published)
    try:
        return verb(request, form, writing(request, form, draft, strict=act != "save"))
    except Refused as error:
        form.add_error(None, _("%(why)s Your text is kept.") % {"why": error.why})
        return draw(request, form, draft, 403)


def draft_named(request: HttpRequest, fields: QueryDict) -> queries.Draft | None:
    """The draft that the form goes on with, if it still stands."""
    key = fields.get("draft", "")
    return queries.drafts_of(viewer(request)).filter(key=key, post=None).first() if key else None


def still_attached(fields: QueryDict) -> list[str]:
    """Keys of the files, without those ticked to be taken off, as pages without script do."""
    off = fields.getlist("off")
    return [key for key in fields.get("attached", "").split() if key not in off]


def keep_files(request: HttpRequest, fields: QueryDict) -> str:
    """Files of the plain field, which pages without script have: kept, joined to those attached. Returns why not."""
    keys = still_attached(fields)
    try:
        keys += [storage.keep_uploaded(viewer(request), file=file).key for file in request.FILES.getlist("file")]
    except NotKept as error:
        return error.why
    finally:
        fields["attached"] = " ".join(keys)
    return ""


def writing(
    request: HttpRequest, form: PostForm, draft: queries.Draft | None, *, strict: bool = True
) -> actions.Writing:
    """What the form says, with the space among those the viewer writes in: absent otherwise, or none for a draft."""
    said = form.cleaned_data
    places = spaces.written_at(viewer(request), said.get("space", ""))
    return actions.Writing(
        space=one(places) if strict else next(iter(places), None),
        kind=said.get("kind") or "message",
        title=said.get("title", ""),
        body=said.get("body", ""),
        files=form.file_keys(),
        thanked=said.get("thanked", []) if said.get("kind") == "kudos" else [],
        leader=said.get("on_behalf_of", ""),
        required_by=said.get("required_by"),
        minor=bool(said.get("minor")),
        draft=draft,
    )


def published(request: HttpRequest, form: PostForm, said: actions.Writing) -> HttpResponse:
    post = actions.publish_writing(viewer(request), said=said)
    return back(request, queries.address(post.key, post.title))


def scheduled(request: HttpRequest, form: PostForm, said: actions.Writing) -> HttpResponse:
    draft = actions.schedule(viewer(request), said=said, at=form.cleaned_data["at"])
    answer = back(request, "/drafts")
    return toasts.say(request, answer, _("Scheduled."), undo=f"/drafts/{draft.key}/schedule")


def saved(request: HttpRequest, form: PostForm, said: actions.Writing) -> HttpResponse:
    draft = actions.save_draft(viewer(request), said=said)
    return toasts.say(request, back(request, f"/posts/new?draft={draft.key}"), _("Draft saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """One’s drafts and scheduled posts. A POST keeps what is being typed and answers with the draft’s key."""
    if request.method != "POST":
        return render(request, "posts/drafts.html", {"drafts": queries.drafts(viewer(request))})
    fields = request.POST.copy()
    fields["act"] = "save"
    form = PostForm(fields)
    form.is_valid()
    draft = draft_named(request, fields)
    kept = actions.save_draft(viewer(request), said=writing(request, form, draft, strict=False))
    return JsonResponse({"key": kept.key})


def to_drafts(request: HttpRequest) -> HttpResponse:
    return back(request, "/drafts")


def own_draft(request: HttpRequest, key: str) -> queries.Draft:
    return one(queries.drafts_of(viewer(request)).filter(key=key))


@require_POST
def removal(request: HttpRequest, key: str) -> HttpResponse:
    actions.discard_draft(viewer(request), draft=own_draft(request, key))
    return toasts.say(request, to_drafts(request), _("Draft discarded."))


@require_POST
def unscheduling(request: HttpRequest, key: str) -> HttpResponse:
    """A scheduled post becomes a plain draft again."""
    actions.unschedule(viewer(request), draft=own_draft(request, key))
    answer = to_drafts(request)
    return toasts.say(request, answer, _("Nothing will be published. Your draft is kept."))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The next version of a post, its files included."""
    post = seen(request, key)
    (row,) = queries.posts_by_id(viewer(request), [post.pk], comments=False)
    held = " ".join(file.key for file in row.files)
    if request.method != "POST":
        begun = queries.words_kept(viewer(request), "edit", post)
        begins = {"title": post.title, "body": post.body, "attached": held, **unsent.begun(begun)}
        return redraw(request, post, row, EditForm(initial=begins), 200, begun)
    fields = request.POST.copy()
    fields.setdefault("attached", held)
    refused = keep_files(request, fields)
    form = EditForm(fields)
    if refused:
        form.add_error("body", refused)
    if not form.is_valid():
        return redraw(request, post, row, form, 422)
    said = form.cleaned_data
    words = {"title": said["title"], "body": said["body"], "minor": said["minor"]}
    actions.edit(viewer(request), post=post, files=said["attached"].split(), **words)
    return back(request, queries.address(post.key, post.title))


def redraw(
    request: HttpRequest,
    post: queries.Post,
    row: queries.PostRow,
    form: EditForm,
    status: int,
    begun: queries.Draft | None = None,
) -> HttpResponse:
    """The form with the files the post has and those just chosen."""
    wanted = str(form["attached"].value() or "").split()
    known = {file.key: file for file in [*row.files, *queries.files_of_writing(viewer(request), wanted, begun)]}
    files = [known[key] for key in wanted if key in known]
    return render(request, "posts/edit.html", {"form": form, "post": post, "files": files, "begun": begun}, status)
