"""Why a file was not kept, in words for the person who sent it. Nothing half written is left behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terreau.foundation.storage.names import clean_name
from terreau.foundation.text.typography import file_size


class NotKept(Exception):
    """A file was refused. `why` is a sentence for the person, `status` the HTTP answer."""

    status = 422

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooLarge(NotKept):
    """More bytes than the operator allows."""

    status = 413

    def __init__(self, name: str, size: int | None, limit_mb: int) -> None:
        known = _(
            "“%(file)s” is %(size)s MB, the limit is %(limit)s MB. Your text is kept. "
            "Compress the file or share a link."
        )
        unknown = _(
            "“%(file)s” is larger than the limit of %(limit)s MB. Your text is kept. Compress the file or share a link."
        )
        megabytes = max(-(-(size or 0) // 2**20), limit_mb + 1)
        super().__init__((known if size else unknown) % {"file": name, "size": megabytes, "limit": limit_mb})


class TooManyPixels(NotKept):
    """A picture that would fill the memory once unpacked, or moves for too long."""

    status = 413

    def __init__(self, name: str = "", limit: int = 0) -> None:
        self.limit = limit
        super().__init__(
            _(
                "“%(file)s” is too large to unpack as a picture: the limit is %(limit)s million pixels, all frames "
                "counted. Your text is kept. Make it smaller, or put it in a PDF or ZIP file."
            )
            % {"file": name, "limit": limit // 1_000_000}
        )


class NoMore(NotKept):
    """What one person sent may take no more."""

    status = 413

    def __init__(self, name: str, size: int, used: int, limit: int) -> None:
        language = get_language() or "en"
        words = _(
            "“%(file)s” (%(size)s) was not kept: what you sent may take %(limit)s, and takes %(used)s. Your text is "
            "kept. Take off files nobody needs any more, or ask whoever runs the network."
        )
        sizes = {"size": size, "used": used, "limit": limit}
        told = {what: file_size(bytes_of, language) for what, bytes_of in sizes.items()}
        super().__init__(words % {"file": name, **told})


class NoRoom(NotKept):
    """The disk is full."""

    status = 507

    def __init__(self, name: str = "") -> None:
        super().__init__(
            _(
                "“%(file)s” was not kept: the server has no room left for files. Your text is kept. "
                "Tell whoever runs the network, and send the file again later."
            )
            % {"file": name}
        )


class Away(NotKept):
    """The object store does not answer. Pages and texts go on without it."""

    status = 503

    def __init__(self) -> None:
        super().__init__(_("Files cannot be reached at the moment. Your text is kept. Try again in a minute."))


class Emptied(NotKept):
    """The file came without content."""

    def __init__(self, name: str) -> None:
        super().__init__(_("“%(file)s” is empty. Your text is kept. Choose the file again.") % {"file": name})


class NotAPicture(NotKept):
    """A picture was asked for, and this is none we can show."""

    def __init__(self, name: str) -> None:
        super().__init__(_("“%(file)s” is not a picture. Choose a PNG, JPEG or WebP file.") % {"file": name})


@contextmanager
def named(name: str) -> Iterator[None]:
    """Refusals from below do not know what the person called the file."""
    try:
        yield
    except NoRoom as error:
        raise NoRoom(clean_name(name)) from error
    except TooManyPixels as error:
        raise TooManyPixels(clean_name(name), error.limit) from error
