"""How every room’s `api.py` speaks: who asks, what it answers, and the shapes that all of them share.

Who asks has been settled by the gate of `bridges/api` before an endpoint runs. Answers are plain rows written as JSON;
their shapes are declared for the description and held against real answers by the tests, not at every request.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import to_json

from terreau.foundation.access.addresses import KEY
from terreau.foundation.identity.models import Person
from terreau.foundation.text.markup import fit

JSON, PROBLEM, FORM = "application/json", "application/problem+json", "multipart/form-data"
BEGINNING = "/api/v1"
LARGEST_PAGE = 50
VISIBLE = r"[^\s\x00-\x1f\x7f-\xa0\u2000-\u200f\u2028-\u202f]"


class Shape(BaseModel):
    """What is answered: these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Given(BaseModel):
    """What is sent: nothing is guessed, an unknown field is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Mistake(Shape):
    """One thing to mend in a request: where it stands and what is wrong with it."""

    at: str = Field(description="Where: `body.title`, `query.order`.")
    why: str


class Problem(Shape):
    """A refusal (RFC 9457)."""

    type: str = Field(description="`about:blank`: the status says what kind of problem this is.")
    title: str
    status: int
    detail: str = Field(description="A sentence for a person, in the language of the token’s person.")
    instance: str = Field(description="The number of the request; the operator finds it in the logs.")
    errors: list[Mistake] = Field(description="What to mend, where the request itself is wrong.")


class PersonRef(Shape):
    """Someone, as far as their name stands beside what they did."""

    id: str
    name: str
    url: str


class SpaceRef(Shape):
    """A space, as far as its name stands beside what is in it."""

    id: str
    name: str
    url: str


Key = Annotated[str, StringConstraints(pattern=f"^{KEY}$"), Field(description="An id, as answers give it.")]
Before = Annotated[
    str,
    StringConstraints(max_length=200),
    AfterValidator(fit),
    Field(description="`next` of the page before, to go on from there."),
]


def words(longest: int, *, shortest: int = 0, **said: Any) -> Any:
    """Text people write, at most `longest` characters; what no database can carry is left out."""
    some: dict[str, Any] = {"min_length": shortest, "pattern": VISIBLE} if shortest else {}
    plain = Field(json_schema_extra=without_default, **said)
    return Annotated[str, StringConstraints(max_length=longest, **some), AfterValidator(fit), plain]


def unsent() -> Any:
    """The default of a field of a change: None, which nobody can send, says that it was not sent."""
    return Field(default=None, json_schema_extra=without_default)


def any_of(*names: str) -> dict[str, Any]:
    """At least one of these fields is sent."""
    return {"anyOf": [{"required": [name]} for name in names]}


def asked(longest: int, **said: Any) -> Any:
    """Text in the query string, at most `longest` characters."""
    return Annotated[str, StringConstraints(max_length=longest), AfterValidator(fit), Field(**said)]


def without_default(schema: dict[str, Any]) -> None:
    """What is not sent has no value; the empty text that stands for it is nobody’s default."""
    schema.pop("default", None)


def _whole(value: object) -> object:
    """A number of the query string, written as people write numbers."""
    if isinstance(value, str) and not re.fullmatch(r"\d{1,4}", value, re.ASCII):
        raise ValueError("a whole number")
    return value


def _day(value: object) -> object:
    """A day written as 2026-11-27, nothing else."""
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value


def _moment(value: object) -> object:
    """A moment written as 2026-12-01T09:00:00Z, with its zone."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


Moment = Annotated[AwareDatetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Limit = Annotated[
    int,
    Field(ge=1, le=LARGEST_PAGE, description=f"How many at most, 1 to {LARGEST_PAGE}."),
    BeforeValidator(_whole),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE}),
]


def asking(request: HttpRequest) -> Person:
    """The person behind the token; the gate lets nobody else through."""
    return cast(Person, request.user)


def answer(content: object, status: int = 200) -> HttpResponse:
    """Plain rows as JSON; moments in UTC (`2026-11-27T08:30:00Z`)."""
    return HttpResponse(to_json(content), status=status, content_type=JSON)


def listed(items: Iterable[object], further: str | None) -> HttpResponse:
    """One page of a list, and where the next one begins."""
    return answer({"items": list(items), "next": further})


def created(content: dict[str, Any], path: str) -> HttpResponse:
    """201 with the new thing, and its place in the API."""
    response = answer(content, 201)
    response.headers["Location"] = f"{BEGINNING}/{path}"
    return response


def nothing() -> HttpResponse:
    """204: done, and there is nothing to say."""
    return HttpResponse(status=204)


def place(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.PUBLIC_URL}{path}"


def ref(key: str, name: str, path: str) -> dict[str, str]:
    """Someone or some space in few words."""
    return {"id": key, "name": name, "url": f"{settings.PUBLIC_URL}{path}"}


def refusals(*more: int) -> dict[int, Any]:
    """The refusals that every endpoint may give, and further ones."""
    return dict.fromkeys((400, 401, 403, 404, 405, 422, 429, *more), Problem)


def reads(shape: object) -> dict[int, Any]:
    """The answers of an endpoint that reads."""
    return {200: shape, **refusals()}


def makes(shape: object) -> dict[int, Any]:
    """The answers of an endpoint that makes a thing."""
    return {201: shape, **refusals(409, 413, 415)}


def changes(shape: object) -> dict[int, Any]:
    """The answers of an endpoint that changes a thing and gives it back."""
    return {200: shape, **refusals(409, 413, 415)}


def ends() -> dict[int, Any]:
    """The answers of an endpoint that takes something away, or does something, and has nothing to say."""
    return {204: None, **refusals(409, 413, 415)}


def problem(request: HttpRequest, status: int, detail: str, errors: Iterable[Mistake] = ()) -> HttpResponse:
    """A refusal, in the form of RFC 9457."""
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": getattr(request, "request_id", ""),
        "errors": [{"at": one.at, "why": one.why} for one in errors],
    }
    return HttpResponse(to_json(content), status=status, content_type=PROBLEM)
