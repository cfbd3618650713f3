"""Sessions that know their person: one query brings the session and who it belongs to."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.utils.translation.trans_real import parse_accept_lang_header

from terreau.foundation.identity.afterwards import put_off
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person, Session

SEEN_EVERY = timedelta(minutes=5)
# Sign-in and its companions are open to visitors; allauth’s own views ask for a person where they need one.
ENTRANCE = ("allauth.", "django.views.static", "django.contrib.staticfiles")


session_and_person = Composed(
    lambda key, now: Session.objects.select_related("person").filter(session_key=key, expire_date__gt=now)
)


class SessionStore(DatabaseStore):
    """Django's database session, with a column for the person so that it can be listed and ended."""

    record: Session | None = None

    def _validate_session_key(self, key: str) -> bool:
        """A cookie may say anything; only what could be a key is looked for."""
        known = super()._validate_session_key(key)  # type: ignore[misc]  # the stubs do not know it
        return bool(known) and key.isascii() and key.isalnum()

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.record = next(iter(session_and_person(self.session_key, timezone.now())), None)
        if self.record is None:
            self._session_key = None
        return self.record

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What a signed text holds; its signature is looked at once, the same text says the same ever after."""
        held: dict[str, Any] = json.loads(opened(session_data))
        return held

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        person = data.get(SESSION_KEY)
        session.person_id = int(person) if person else None
        if self.record:
            session.created_at, session.seen_at = self.record.created_at, self.record.seen_at
            session.address, session.agent = self.record.address, self.record.agent
        return session


@lru_cache(maxsize=8_192)
def opened(session_data: bytes | str) -> str:
    """The JSON inside a session’s signed text; `{}` where it was not we who signed it."""
    return json.dumps(DatabaseStore().decode(session_data))


class SessionMiddleware(DjangoSessionMiddleware):
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.SessionStore = SessionStore


def person_of(session: SessionStore) -> Person | AnonymousUser:
    """Who this session belongs to, if they may still come in and their password has not changed since."""
    key = session.get(SESSION_KEY)
    person = session.record.person if session.record else None
    if key is None or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return AnonymousUser()
    if person is None or str(person.pk) != key:
        person = Person.objects.filter(pk=key).first()
    if person is None or not person.is_active:
        return AnonymousUser()
    proof = session.get(HASH_SESSION_KEY)
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not proof or not any(constant_time_compare(proof, ours) for ours in proofs_of(person.password, secrets)):
        session.flush()
        return AnonymousUser()
    return person


@lru_cache(maxsize=8_192)
def proofs_of(password: str, _secrets: tuple[str, ...]) -> tuple[str, ...]:
    """What a session keeps of a password, to end when it changes; reckoned once for each.

    The secret of the install is in it too: one for today’s, then one for each that was before it.
    """
    person = Person(password=password)
    return (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())


class PersonMiddleware:
    """Sets `request.user`, speaks the person's language, and keeps signed-in answers out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.user = person_of(request.session)  # type: ignore[arg-type]  # the session is our SessionStore, typed as Django’s base
        else:
            request.user = AnonymousUser()
        signed_in = request.user.is_authenticated
        # signed in means a Person, which the stubs cannot know
        translation.activate(request.user.language if signed_in else asked_language(request))  # type: ignore[union-attr]  # signed in: a person
        timezone.activate(request.user.time_zone if signed_in else settings.TIME_ZONE)  # type: ignore[union-attr]  # signed in: a person
        response = self.get_response(request)
        if signed_in:
            note_visit(request)
        if signed_in or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Closed by default: a visitor is shown the entrance, whatever stands behind the address."""
        open_view = getattr(view, "open_to_all", False) or view.__module__.startswith(ENTRANCE)
        if open_view or request.user.is_authenticated:
            return None
        return redirect_to_login(request.get_full_path())


def note_visit(request: HttpRequest) -> None:
    """Have it written, after the answer and at most every few minutes, when and whence this session was last used."""
    record = cast(SessionStore, request.session).record
    if record is None or (timezone.now() - record.seen_at < SEEN_EVERY and record.agent):
        return
    agent = request.headers.get("User-Agent", "")[:200] or "?"
    put_off(note_visits, (record.session_key, request.META.get("REMOTE_ADDR") or None, agent))


def note_visits(visits: Sequence[Any]) -> None:
    """Write visits: key, address and browser of each session. One that has ended stays ended."""
    now = timezone.now()
    for key, address, agent in visits:
        Session.objects.filter(pk=key).update(seen_at=now, address=address, agent=agent)


def asked_language(request: HttpRequest) -> str:
    """A visitor's language: their choice (cookie), else what their browser asks for, else the network's.

    What asks for no language at all is no browser but a program; it costs no question to the database.
    """
    chosen, asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME), request.headers.get("Accept-Language")
    if chosen in dict(settings.LANGUAGES):
        return str(chosen)
    if not asked:
        return settings.LANGUAGE_CODE
    return next(installed_among(asked), None) or network_language()()


def installed_among(asked: str) -> Iterator[str]:
    """Installed languages that a browser asks for (`pl,fr;q=0.8`), the dearest first; `*` stands for any."""
    for code, _weight in parse_accept_lang_header(asked):
        if code == "*":
            return
        with suppress(LookupError):
            yield translation.get_supported_language_variant(code)


@lru_cache(maxsize=1)
def network_language() -> Callable[[], str]:
    """The question which language the network speaks first; a room above answers it."""
    answers: Callable[[], str] = import_string(settings.FIRST_LANGUAGE)
    return answers
