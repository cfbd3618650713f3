"""Where a page of a list begins: a moment and an id, opaque to whoever carries it."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST_ID = 18  # digits: what every engine holds as a number
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadCursor(ValueError):
    """The text given as a cursor was not made by us."""


@dataclass(frozen=True)
class Cursor:
    at: datetime
    id: int

    def written(self) -> str:
        """URL-safe text."""
        micros = (self.at - EPOCH) // timedelta(microseconds=1)
        return base64.urlsafe_b64encode(f"{micros}.{self.id}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str | None) -> "Cursor | None":
        """The cursor behind `text`; None for none; BadCursor for anything else."""
        if not text:
            return None
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
            micros, id = raw.split(".")
            if len(id) > LONGEST_ID:
                raise BadCursor(text[:80])
            return cls(EPOCH + timedelta(microseconds=int(micros)), int(id))
        except (ValueError, OverflowError) as error:
            raise BadCursor(text[:80]) from error
