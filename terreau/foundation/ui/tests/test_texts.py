"""No text without its translation; the catalogues are what the code says, and nothing else."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message

from terreau.foundation.ui import texts


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "django_templates").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "views.py").write_text("from x import gettext_lazy\nA = gettext_lazy('From code')\n")
    (tmp_path / "tests" / "test_x.py").write_text("_('From a test')\n")
    (tmp_path / "templates" / "a.html").write_text(
        '{% if x %}{{ _("From a page") }}{% endif %}\n{{ ngettext("%(num)s post", "%(num)s posts", n) }}'
    )
    (tmp_path / "django_templates" / "b.html").write_text(
        '{% load i18n %}<p>It\'s {% translate "From the entrance" %}</p>\n'
        "{% blocktranslate count n=n %}{{ n }} key{% plural %}{{ n }} keys{% endblocktranslate %}"
    )
    return tmp_path


def said(room: Path) -> set[str]:
    return {texts.forms(message.id)[0] for message in texts.written(room, "fr") if message.id}


def test_every_kind_of_file_is_read(room: Path):
    texts.extract_and_update(room)
    assert said(room) == {"From code", "From a page", "%(num)s post", "From the entrance", "%(n)s key"}


def test_translations_stay_and_what_is_no_longer_said_goes(room: Path):
    texts.extract_and_update(room)
    path = texts.catalogue_path(room, "fr")
    path.write_text(path.read_text().replace('msgid "From code"\nmsgstr ""', 'msgid "From code"\nmsgstr "Du code"'))
    (room / "templates" / "a.html").unlink()
    texts.extract_and_update(room)
    assert said(room) == {"From code", "From the entrance", "%(n)s key"}
    assert texts.written(room, "fr").get("From code").string == "Du code"
    before = path.read_text()
    texts.extract_and_update(room)
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("english", "french", "wrong"),
    [
        ("Post", "Publier", ""),
        ("Post", "", "no translation"),
        ("Hello %(name)s", "Bonjour", "open places"),
        ("Sent by {n}", "Envoyé par {m}", "open places"),
        ("Why?", "Pourquoi ?", "typography"),
        ("Why?", "Pourquoi\u202f?", ""),
        ("Why?", "Pourquoi\u00a0?", "typography"),
        ("%(n)s%%", "%(n)s\u202f%%", ""),
        ("%(n)s%%", "%(n)s %%", "typography"),
        ("the text", "l'article", "typography"),
        ("%(n)s%%", "%(n)s\u202f%%", ""),
        ("%(n)s%%", "%(n)s %%", "typography"),
        ("Read: “a”", "Lire\u202f: «\u202fa\u202f»", ""),
        (("%(num)s day", "%(num)s days"), ("un jour", "%(num)s jours"), ""),
        (("%(num)s day", "%(num)s days"), ("%(num)s jour", ""), "no translation"),
    ],
)
def test_faults_are_named(english, french, wrong):
    found = texts.fault(Message(english), Message(english, french), "fr")
    assert wrong in found and bool(found) == bool(wrong)


def test_pages_speak_french(client, db):
    texts.compile_all()
    client.cookies["terreau_language"] = "fr"
    assert "Vous êtes hors connexion" in client.get("/offline").content.decode()
