"""Writing a page: a new one, the next version of one, and both versions where two people wrote at once."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.pages import actions, queries
from terreau.network.pages.forms import PageForm, WordsForm
from terreau.network.pages.views.seeing import page_of_space, read_space, seen
from terreau.network.spaces import queries as spaces


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """A new page of a space, empty or from a template, below another page or on top."""
    space = read_space(request, key)
    if request.method == "POST":
        return created(request, space)
    draft = own_draft(request, request.GET["draft"]) if request.GET.get("draft") else None
    if draft is not None:
        return draw_new(request, space, PageForm(initial=begun(draft)), draft)
    template = queries.TEMPLATES.get(request.GET.get("template", ""))
    initial = {"title": str(template.title), "body": template.html()} if template else {}
    return draw_new(request, space, PageForm(initial={**initial, "parent": request.GET.get("parent", "")}), None)


def created(request: HttpRequest, space: spaces.Space) -> HttpResponse:
    fields = request.POST.copy()
    refused, form = keep_files(request, fields), PageForm(fields)
    draft = queries.drafts_of(viewer(request)).filter(key=fields.get("draft", ""), page=None).first()
    if refused:
        form.add_error("body", refused)
    if not form.is_valid():
        return draw_new(request, space, form, draft, 422)
    said = form.cleaned_data
    parent = page_of_space(request, space, said["parent"])
    words = {"title": said["title"], "body": said["body"], "files": form.file_keys()}
    page = actions.create(viewer(request), space=space, parent=parent, draft=draft, **words)
    return back(request, queries.address(page.key, page.title))


def draw_new(
    request: HttpRequest, space: spaces.Space, form: PageForm, draft: queries.PageDraft | None, status: int = 200
) -> HttpResponse:
    me, keys = viewer(request), str(form["attached"].value() or "").split()
    context = {
        "space": queries.writing_in(me, space),
        "form": form,
        "draft": draft,
        "tree": queries.tree(me, space.pk),
        "files": queries.files_of_writing(me, keys, None, draft),
        "templates": queries.TEMPLATES.values(),
    }
    return render(request, "pages/new.html", context, status)


def begun(draft: queries.PageDraft) -> dict[str, object]:
    """A draft as its form shows it."""
    parent = draft.parent.key if draft.parent else ""
    words = {"title": draft.title, "body": draft.body, "attached": " ".join(draft.attached)}
    return {**words, "draft": draft.key, "parent": parent, "number": draft.number}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The next version of a page."""
    page = seen(request, key)
    me, held = viewer(request), " ".join(file.key for file in queries.files_of(viewer(request), page))
    draft = queries.draft_for(me, page)
    if request.method != "POST":
        words = {"title": page.title, "body": page.body, "attached": held, "number": page.number}
        form = PageForm(initial={**words, **(begun(draft) if draft else {})})
        return draw_edit(request, page, form, draft)
    fields = request.POST.copy()
    fields.setdefault("attached", held)
    refused, form = keep_files(request, fields), PageForm(fields)
    if refused:
        form.add_error("body", refused)
    return saved(request, page, form, draft) if form.is_valid() else draw_edit(request, page, form, draft, 422)


def saved(request: HttpRequest, page: queries.Page, form: PageForm, draft: queries.PageDraft | None) -> HttpResponse:
    """The page with its new version; where somebody was faster, both versions side by side and joined."""
    said = form.cleaned_data
    words = {"title": said["title"], "body": said["body"]}
    since = said["number"] or 0
    try:
        more = {"minor": said["minor"], "files": form.file_keys(), "draft": draft}
        page = actions.edit(viewer(request), page=page, since=since, **words, **more)
    except actions.Overtaken:
        return draw_clash(request, seen(request, page.key), form, since, draft)
    return back(request, queries.address(page.key, page.title))


def draw_clash(
    request: HttpRequest, page: queries.Page, form: PageForm, since: int, draft: queries.PageDraft | None
) -> HttpResponse:
    said = form.cleaned_data
    clash = queries.clash(viewer(request), page, since=since, title=said["title"], body=said["body"])
    title = said["title"] if said["title"] != clash.theirs.old.title else page.title
    kept = {"attached": said["attached"], "number": clash.number, "minor": False}
    both = PageForm(initial={**kept, "title": title, "body": clash.joined.html})
    return draw_edit(request, page, both, draft, 409, clash)


def draw_edit(
    request: HttpRequest,
    page: queries.Page,
    form: PageForm,
    draft: queries.PageDraft | None,
    status: int = 200,
    clash: queries.Clash | None = None,
) -> HttpResponse:
    me, keys = viewer(request), str(form["attached"].value() or "").split()
    shown = queries.editing(me, page)
    files = queries.files_of_writing(me, keys, page, draft)
    context = {"reading": shown, "page": page, "form": form, "draft": draft, "files": files, "clash": clash}
    return render(request, "pages/edit.html", context, status)


def keep_files(request: HttpRequest, fields: QueryDict) -> str:
    """Files of the plain field, which pages without script have: kept, joined to those attached. Returns why not."""
    off = fields.getlist("off")
    keys = [key for key in fields.get("attached", "").split() if key not in off]
    try:
        keys += [storage.keep_uploaded(viewer(request), file=file).key for file in request.FILES.getlist("file")]
    except NotKept as error:
        return error.why
    finally:
        fields["attached"] = " ".join(keys)
    return ""


def said_so_far(request: HttpRequest) -> tuple[WordsForm, actions.Written]:
    form = WordsForm(request.POST)
    form.is_valid()
    said = form.cleaned_data
    return form, actions.Written(said.get("title", ""), said.get("body", ""), said.get("attached", "").split())


@require_POST
def draft_new(request: HttpRequest, key: str) -> JsonResponse:
    """Keep a new page as it is typed; the key of its draft, empty where nothing is written."""
    space, (form, said) = read_space(request, key), said_so_far(request)
    draft = queries.drafts_of(viewer(request)).filter(key=form.cleaned_data.get("draft", ""), page=None).first()
    parent = page_of_space(request, space, form.cleaned_data.get("parent", ""))
    kept = actions.keep_new(viewer(request), space=space, said=said, parent=parent, draft=draft)
    return JsonResponse({"key": kept.key if kept else ""})


@require_POST
def draft_next(request: HttpRequest, key: str) -> JsonResponse:
    """Keep the next version of a page as it is typed."""
    page, (form, said) = seen(request, key), said_so_far(request)
    since = form.cleaned_data.get("number") or page.number
    kept = actions.keep_next(viewer(request), page=page, since=since, said=said)
    return JsonResponse({"key": kept.key if kept else ""})


def own_draft(request: HttpRequest, key: str) -> queries.PageDraft:
    return one(queries.drafts_of(viewer(request)).filter(key=key))


@require_POST
def removal(request: HttpRequest, key: str) -> HttpResponse:
    draft = own_draft(request, key)
    space = draft.space
    actions.discard_draft(viewer(request), draft=draft)
    return toasts.say(request, back(request, f"/spaces/{space.key}/pages"), _("Draft discarded."))
