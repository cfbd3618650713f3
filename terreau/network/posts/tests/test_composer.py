import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from terreau.foundation.storage import queries as storage
from terreau.network.people import actions as people
from terreau.network.posts.models import Comment, Draft, Post
from terreau.network.posts.tests.writing import file_of, told
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def form(space, **more):
    return {"space": space.key, "kind": "message", "title": "Un", "body": "deux", "act": "publish", **more}


def test_typing_keeps_one_draft_and_publishing_ends_it(alice, space, signed_in):
    browser = signed_in(alice)
    key = browser.post("/drafts", form(space)).json()["key"]
    assert browser.post("/drafts", form(space, draft=key, title="Deux")).json()["key"] == key
    assert "Deux" in browser.get("/drafts").text and "Deux" in browser.get(f"/posts/new?draft={key}").text
    assert browser.post("/posts/new", form(space, draft=key)).status_code == 303
    assert not Draft.objects.exists() and Post.objects.get().title == "Un"


def test_a_draft_of_somebody_else_is_like_none(alice, bob, space, signed_in):
    key = signed_in(alice).post("/drafts", form(space)).json()["key"]
    for wanted in (key, "222222"):
        assert signed_in(bob).get(f"/posts/new?draft={wanted}").status_code == 404
        assert signed_in(bob).post(f"/drafts/{wanted}/removal").status_code == 404
        assert signed_in(bob).post("/drafts", form(space, draft=wanted)).json()["key"] not in (key, wanted)


def test_what_is_refused_comes_back_whole(bob, space, signed_in):
    answer = signed_in(bob).post("/posts/new", form(space, kind="announcement", title="Ma belle annonce"))
    assert answer.status_code == 403 and "Ma belle annonce" in answer.text and "Votre texte est gardé" in answer.text
    answer = signed_in(bob).post("/posts/new", form(space, body="", title=""))
    assert answer.status_code == 422 and not Post.objects.exists()


def test_a_file_by_a_plain_form(alice, space, signed_in):
    file = SimpleUploadedFile("plan.txt", b"text")
    made = signed_in(alice).post("/posts/new", form(space, file=file))
    assert "plan.txt" in signed_in(alice).get(made.url).text


def test_a_file_too_large_is_refused_and_the_text_kept(alice, space, signed_in, monkeypatch):
    monkeypatch.setattr("terreau.foundation.storage.limits.limit_megabytes", lambda: 1)
    answer = signed_in(alice).post("/posts/new", form(space, file=SimpleUploadedFile("g.bin", b"x" * 2**21)))
    assert answer.status_code == 422 and "g.bin" in answer.text and "deux" in answer.text


def test_kudos_without_script(alice, bob, space, signed_in):
    people.list_in_directory([alice.pk, bob.pk])
    browser = signed_in(alice)
    found = browser.post("/posts/new", form(space, kind="kudos", thank="bob", act="find"))
    assert found.status_code == 200 and f'value="{bob.key}"' in found.text
    assert browser.post("/posts/new", form(space, kind="kudos")).status_code == 422
    made = browser.post("/posts/new", form(space, kind="kudos", thanked=[bob.key]))
    assert made.status_code == 303 and told("posts.published")[0].data["thanked"] == [bob.pk]


def test_scheduled_on_ones_own_clock_and_taken_back(alice, space, signed_in):
    browser = signed_in(alice)
    day = (timezone.now() + timedelta(days=3)).date().isoformat()
    assert browser.post("/posts/new", form(space, act="schedule", day=day)).status_code == 422
    past = form(space, act="schedule", day="2020-01-01", hour="09:00")
    assert browser.post("/posts/new", past).status_code == 422
    assert browser.post("/posts/new", form(space, act="schedule", day=day, hour="09:30")).url == "/drafts"
    draft = Draft.objects.get()
    assert timezone.localtime(draft.scheduled_for, ZoneInfo("Europe/Paris")).strftime("%H:%M") == "09:30"
    page = browser.get(f"/posts/new?draft={draft.key}").text
    assert re.search(r'name="hour" value="09:30"', page) and f'value="{day}"' in page
    assert browser.post(f"/drafts/{draft.key}/schedule").status_code == 303
    assert Draft.objects.get().scheduled_for is None


def test_required_reading_wants_a_day_to_come(alice, space, signed_in):
    browser, words = signed_in(alice), form(space, kind="announcement", required="on")
    assert browser.post("/posts/new", words).status_code == 422
    assert browser.post("/posts/new", {**words, "required_by": "2020-01-01"}).status_code == 422
    day = (timezone.now() + timedelta(days=3)).date()
    assert browser.post("/posts/new", {**words, "required_by": day.isoformat()}).status_code == 303
    assert Post.objects.get().required_by == day


def test_three_hundred_spaces_cost_as_one(alice, signed_in, django_assert_max_num_queries):
    for number in range(60):
        space_of(alice, name=f"Espace {number}")
    browser = signed_in(alice)
    browser.get("/posts/new")
    with django_assert_max_num_queries(10):
        page = browser.get("/posts/new")
    assert page.text.count("<option") == 60 and "data-narrows" in page.text


def test_one_file_is_taken_off_without_script(alice, space, signed_in):
    browser, keys = signed_in(alice), [file_of(alice, name) for name in ("one.txt", "two.txt", "three.txt")]
    page = browser.post("/posts/new", form(space, act="find", attached=" ".join(keys), off=keys[1])).text
    assert "one.txt" in page and "two.txt" not in page and f'name="off" value="{keys[2]}"' in page
    made = browser.post("/posts/new", form(space, attached=" ".join(keys), off=[keys[0], keys[1]]))
    post = Post.objects.get()
    assert made.status_code == 303 and names_of("post", post) == ["three.txt"]
    browser.post(f"/posts/{post.key}/edit", {"title": "Un", "body": "deux", "attached": keys[2], "off": keys[2]})
    assert names_of("post", post) == []
    replied = {"body": "oui", "attached": " ".join(keys[:2]), "off": keys[0]}
    assert browser.post(f"/posts/{post.key}/comments", replied).status_code == 303
    reply = Comment.objects.get()
    assert names_of("comment", reply) == ["two.txt"]
    browser.post(f"/comments/{reply.key}/edit", {"body": "non", "attached": keys[1], "off": keys[1]})
    assert names_of("comment", reply) == []


def names_of(kind, thing):
    return [file.name for file in storage.attachments_of(kind, [thing.pk]).get(thing.pk, [])]


def test_spaces_are_named_and_ordered_in_the_reader_s_language(alice, space, signed_in):
    other = space_of(alice, name="Achats bois")
    for row, name in ((space, "Alpha"), (other, "Timber")):
        row.names = {"fr": row.name, "en": name}
        row.save(update_fields=["names"])
    french = signed_in(alice).get("/posts/new").text
    assert french.index("Achats bois (") < french.index("Qualité produit (")
    alice.language = "en"
    alice.save(update_fields=["language"])
    english = signed_in(alice).get("/posts/new").text
    assert english.index("Alpha (") < english.index("Timber (") and "Achats bois (" not in english
