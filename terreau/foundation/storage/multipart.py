"""The first file of a multipart/form-data body (RFC 7578), read piece by piece as it arrives.

Django’s own parser wants a body that a thread can wait for; here nothing waits.
"""

import re
from email.message import Message
from urllib.parse import unquote

LONGEST_HEADERS = 8192


class Malformed(ValueError):
    """Not a multipart body, or one without a file."""


class FirstFile:
    """Feed it the body: `feed` returns the file’s own bytes, `name` is known once they begin, `ended` tells the end."""

    def __init__(self, boundary: bytes) -> None:
        self.mark = b"\r\n--" + boundary
        self.name: str | None = None
        self.ended = False
        self._waiting = b"\r\n"
        self._state = "between"

    def feed(self, data: bytes) -> bytes:
        """The bytes of the file in what has come so far. Raises Malformed."""
        self._waiting += data
        found = b""
        while not self.ended:
            before = len(self._waiting), self._state
            found += self.step()
            if (len(self._waiting), self._state) == before:
                break
        if self.ended:
            self._waiting = b""
        return found

    def step(self) -> bytes:
        if self._state == "headers":
            self.read_headers()
            return b""
        return self.read_content()

    def read_content(self) -> bytes:
        """Everything up to the next mark; what might be the beginning of a mark waits for more."""
        at = self._waiting.find(self.mark)
        if at < 0:
            keep = len(self.mark) - 1
            content, self._waiting = self._waiting[:-keep], self._waiting[-keep:]
            return content if self._state == "file" else b""
        after = self._waiting[at + len(self.mark) :]
        if len(after) < 2:
            content, self._waiting = self._waiting[:at], self._waiting[at:]
            return content if self._state == "file" else b""
        content = self._waiting[:at]
        if self._state == "file":
            self.ended = True
            return content
        if after.startswith(b"--"):
            raise Malformed("the body holds no file")
        if not after.startswith(b"\r\n"):
            raise Malformed("a boundary is not followed by a line end")
        self._waiting, self._state = after, "headers"
        return b""

    def read_headers(self) -> None:
        at = self._waiting.find(b"\r\n\r\n")
        if at < 0:
            if len(self._waiting) > LONGEST_HEADERS:
                raise Malformed("the headers of a part are too long")
            return
        self.name = file_name(self._waiting[:at]) or None
        self._waiting = self._waiting[at + 2 :] if self.name is None else self._waiting[at + 4 :]
        self._state = "between" if self.name is None else "file"


def boundary_of(content_type: str) -> bytes:
    """The boundary a Content-Type names. Raises Malformed."""
    message = Message()
    message["content-type"] = content_type
    boundary = message.get_boundary()
    if not boundary or len(boundary) > 70:
        raise Malformed("no boundary")
    return boundary.encode("latin1", errors="replace")


def file_name(headers: bytes) -> str | None:
    """The file name of a part, or None for a field that is no file. `filename*` (RFC 5987) wins over `filename`."""
    for line in headers.decode("utf-8", errors="replace").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            extended = re.search(r"filename\*\s*=\s*utf-8''([^;\s]+)", value, re.IGNORECASE)
            if extended:
                return unquote(extended[1], errors="replace")
            quoted = re.search(r'filename\s*=\s*"((?:\\.|[^"\\])*)"', value, re.IGNORECASE)
            if quoted:
                return re.sub(r"\\([\"\\])", r"\1", quoted[1]).replace("%22", '"')
            bare = re.search(r"filename\s*=\s*([^;\s]+)", value, re.IGNORECASE)
            return bare[1] if bare else None
    return None
