"""Addresses people can read and send: a key that decides, words that decorate."""

from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import register_converter

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.addresses import own_path

KEY = "[2-9a-hjkmnp-z]{6,16}"


class Keyed:
    """`m3x9qa-nouvelle-procedure` in a path; the view receives the key alone.

    Fixed words beside it (`/posts/new`) hold fewer than six letters, or an i, l or o, so they never look like a key.
    """

    regex = f"{KEY}(?:-[^/]*)?"

    def to_python(self, value: str) -> str:
        return value.partition("-")[0]

    def to_url(self, value: str) -> str:
        return value


register_converter(Keyed, "keyed")


def moved(request: HttpRequest, url: str) -> HttpResponsePermanentRedirect | None:
    """A redirect to the page’s own address when it was asked for under other words; call it after the rights check."""
    if request.path == url or request.method not in {"GET", "HEAD"}:
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)


def back(request: HttpRequest, fallback: str) -> HttpResponseRedirect:
    """Where the person came from, on this very site; else `fallback`. 303: the next request is a GET."""
    target = request.POST.get("next", "")
    answer = HttpResponseRedirect(target if own_path(target) else fallback)
    answer.status_code = 303
    return answer


def whole_number(text: str) -> int | None:
    """A number in an address: None where nothing is said, `Absent` for anything but at most eighteen digits."""
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Absent
    return int(text)
