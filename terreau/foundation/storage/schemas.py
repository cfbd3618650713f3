"""Files, as the API shows them."""

from pydantic import Field

from terreau.foundation.access.endpoints import Shape


class File(Shape):
    """A named file. Its content is at `url`, for whoever sees the thing it hangs on, with the same token."""

    id: str
    name: str
    url: str
    size: int = Field(description="Bytes.")
    media_type: str
    width: int | None = Field(description="Pixels, of a picture.")
    height: int | None
