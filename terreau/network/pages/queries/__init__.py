"""Every read about pages."""

from terreau.network.pages.models import Page, PageDraft, Version
from terreau.network.pages.queries.concerned import concerned
from terreau.network.pages.queries.gone import Gone, term, withdrawn_for, withdrawn_in
from terreau.network.pages.queries.outside import (
    findable_pages,
    places_of_pages,
    readers_of_page,
    seen_pages,
    visible_pages,
    writer_of_draft,
)
from terreau.network.pages.queries.reading import (
    Reading,
    caring,
    doubting,
    editing,
    files_of,
    page_at,
    reading,
    seen_by,
    space_row,
    writing_in,
)
from terreau.network.pages.queries.templates import TEMPLATES, Template
from terreau.network.pages.queries.tree import MOST_DEEP, MOST_PAGES, Node, Tree, address, tree
from terreau.network.pages.queries.versions import (
    Comparison,
    Passage,
    VersionRow,
    comparison,
    version_at,
    versions_of,
)
from terreau.network.pages.queries.writing import (
    Begun,
    Clash,
    begun_in,
    clash,
    draft_for,
    drafts_of,
    files_of_writing,
)

__all__ = [
    "MOST_DEEP",
    "MOST_PAGES",
    "TEMPLATES",
    "Begun",
    "Clash",
    "Comparison",
    "Gone",
    "Node",
    "Page",
    "PageDraft",
    "Passage",
    "Reading",
    "Template",
    "Tree",
    "Version",
    "VersionRow",
    "address",
    "begun_in",
    "caring",
    "clash",
    "comparison",
    "concerned",
    "doubting",
    "draft_for",
    "drafts_of",
    "editing",
    "files_of",
    "files_of_writing",
    "findable_pages",
    "page_at",
    "places_of_pages",
    "readers_of_page",
    "reading",
    "seen_by",
    "seen_pages",
    "space_row",
    "term",
    "tree",
    "version_at",
    "versions_of",
    "visible_pages",
    "withdrawn_for",
    "withdrawn_in",
    "writer_of_draft",
    "writing_in",
]
