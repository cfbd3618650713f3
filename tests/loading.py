"""Lazy loading refused: in a request nothing is fetched by touching an attribute, and no page queries as it renders.

A page is one question answered in full, then a template over plain rows. What is loaded by the way costs a query a row,
where nobody sees it. Other people’s code (Django’s own, allauth) may load as it likes.
"""

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import jinja2
import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor, ReverseOneToOneDescriptor
from django.db.models.query_utils import DeferredAttribute

OURS = str(Path(__file__).resolve().parent.parent / "terreau")
answering: ContextVar[bool] = ContextVar("answering", default=False)


class LoadedLazily(AssertionError):
    """Something was fetched where everything should have been there."""


@contextmanager
def lazy_loading_allowed() -> Iterator[None]:
    """For the rare test that must: inside, attributes load themselves again."""
    token = answering.set(False)
    try:
        yield
    finally:
        answering.reset(token)


def asked_by_us() -> bool:
    """Does the nearest frame outside the ORM belong to the product?"""
    frame = sys._getframe(2)
    while frame.f_back and ("/django/db/" in frame.f_code.co_filename or frame.f_code.co_filename == __file__):
        frame = frame.f_back
    name = frame.f_code.co_filename
    return name.startswith(OURS) or name == "<template>" or name.endswith(".html")


def refuse(model: type, name: str) -> None:
    if answering.get() and asked_by_us():
        raise LoadedLazily(f"{model.__name__}.{name} was not loaded: name it in the question (select_related, only)")


def deferred(original: Callable[..., Any]) -> Callable[..., Any]:
    def get(self: DeferredAttribute, instance: Any, cls: type | None = None) -> Any:
        field = self.field
        if instance is not None and field.attname not in instance.__dict__ and instance._state.db is not None:
            refuse(type(instance), field.attname)
        return original(self, instance, cls)

    return get


def forward(original: Callable[..., Any]) -> Callable[..., Any]:
    def get(self: ForwardManyToOneDescriptor, instance: Any, cls: type | None = None) -> Any:
        missing = instance is not None and not self.is_cached(instance)
        if missing and None not in self.field.get_local_related_value(instance):
            refuse(type(instance), self.field.name)
        return original(self, instance, cls)

    return get


def reverse_one(original: Callable[..., Any]) -> Callable[..., Any]:
    def get(self: ReverseOneToOneDescriptor, instance: Any, cls: type | None = None) -> Any:
        if instance is not None and not self.is_cached(instance):
            refuse(type(instance), self.related.get_accessor_name() or "")
        return original(self, instance, cls)

    return get


def while_answering(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_response(self: BaseHandler, request: Any) -> Any:
        token = answering.set(True)
        try:
            return original(self, request)
        finally:
            answering.reset(token)

    return get_response


def no_query(execute: Any, sql: str, *rest: Any) -> Any:
    raise LoadedLazily(f"a page queried while it rendered: {sql[:200]}")


def over_plain_rows(original: Callable[..., Any]) -> Callable[..., Any]:
    def render(self: jinja2.Template, *args: Any, **kwargs: Any) -> Any:
        with connection.execute_wrapper(no_query) if answering.get() else nullcontext():
            return original(self, *args, **kwargs)

    return render


@pytest.fixture(scope="session", autouse=True)
def lazy_loading_refused() -> Generator[None, None, None]:
    """Every test of every room: see the top of this file."""
    patch = pytest.MonkeyPatch()
    patch.setattr(DeferredAttribute, "__get__", deferred(DeferredAttribute.__get__))
    patch.setattr(ForwardManyToOneDescriptor, "__get__", forward(ForwardManyToOneDescriptor.__get__))
    patch.setattr(ReverseOneToOneDescriptor, "__get__", reverse_one(ReverseOneToOneDescriptor.__get__))
    patch.setattr(BaseHandler, "get_response", while_answering(BaseHandler.get_response))
    patch.setattr(jinja2.Template, "render", over_plain_rows(jinja2.Template.render))
    yield
    patch.undo()
