"""Files shared in a message. An export usually holds their address only; some tools put the files beside it."""

from collections.abc import Iterator

from terreau.bridges.imports.slack.reading.layout import Layout
from terreau.bridges.imports.staging import markup, plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.plain import Json, items, line, mapping, text
from terreau.bridges.imports.staging.shapes import File, Said

_GONE = ("tombstone", "hidden_by_limit", "access_denied", "file_not_found")


def given(message: Json) -> Iterator[Json]:
    """The file entries of a message, old form and new."""
    yield from list(items(message.get("files")))[:100]
    if isinstance(message.get("file"), dict) and not message.get("files"):
        yield mapping(message.get("file"))


def shared(message: Json, archive: Archive, layout: Layout) -> tuple[list[File], str, list[Said]]:
    """The files of a message, the HTML of what is no file of ours (links, snippets), and why any is missing."""
    files: list[File] = []
    written: list[str] = []
    missing: list[Said] = []
    for entry in given(message):
        name = plain.file_name(entry.get("name") or entry.get("title"))
        address = text(entry.get("url_private") or entry.get("permalink"), 4000)
        if entry.get("mode") in _GONE or entry.get("file_access") in _GONE:
            missing.append(Said(reasons.FILE_GONE, {"name": name}))
        elif entry.get("is_external") is True or entry.get("mode") == "external":
            written.append(f"<p>{markup.link(address, markup.escaped(line(entry.get('title')) or name))}</p>")
        else:
            file = _file(entry, name, address, archive, layout)
            files.append(file)
            if file.path is None:
                missing.append(Said(reasons.FILE_ABSENT, {"name": name}))
                written.append(_snippet(entry))
    return files, "".join(written), missing


def _file(entry: Json, name: str, address: str, archive: Archive, layout: Layout) -> File:
    source_id = line(entry.get("id"), 60) or name
    path = layout.uploads.get(source_id)
    return File(
        source_id,
        name,
        size=archive.size(path) if path else plain.whole(entry.get("size")),
        media_type=line(entry.get("mimetype"), 100),
        path=path,
        # Without its query: exports carry a token there that opens every file of the workspace.
        url=address.split("?", 1)[0].split("#", 1)[0] or None,
    )


def _snippet(entry: Json) -> str:
    """The text of a snippet whose file is missing, as far as the export shows it."""
    words = text(entry.get("plain_text") or entry.get("preview"), 20_000)
    if entry.get("mode") not in ("snippet", "post", "email") or not words.strip():
        return ""
    return f"<pre><code>{markup.escaped(words)}</code></pre>"
