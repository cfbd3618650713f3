"""The file routes, answered natively: `/files` takes one in, `/files/<key>-<name>` gives one out, `/files/zip` several.

A slow or stalled sender or reader holds no thread and no connection of the database.
"""

from terreau.foundation.storage.answers import plain
from terreau.foundation.storage.asking import Receive, Scope, Send
from terreau.foundation.storage.download import download
from terreau.foundation.storage.upload import upload
from terreau.foundation.storage.zipping import zipped


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application behind every path that begins with /files."""
    if scope["type"] != "http":
        return
    taking_in = scope["path"] in ("/files", "/files/")
    allowed = ("POST",) if taking_in else ("GET", "HEAD")
    if scope["method"] not in allowed:
        return await plain(send, 405, "", (b"allow", ", ".join(allowed).encode()))
    giving_out = zipped if scope["path"] == "/files/zip" else download
    await (upload if taking_in else giving_out)(scope, receive, send)
