"""Letters: begun with their notices, built and sent by a job, in the language and on the clock of their reader.

Nobody waits for a mail server: jobs of the lane “mail” send one letter each. A letter begins in one short transaction
that fixes its notices and its key; it is built when it leaves, so that rights are asked then, and its key makes the
Message-ID, so that a job that dies between sending and writing it down sends the same mail, not another.
"""

import logging
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from terreau.foundation.identity.models import Person
from terreau.foundation.mail.messages import Mail, Undeliverable, written
from terreau.foundation.mail.sending import deliver
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.quiet import zone_of
from terreau.foundation.ui.pages import templates
from terreau.network.notifications import queries, rules
from terreau.network.notifications.models import Channel, Letter, Notice, Rhythm
from terreau.network.notifications.queries import letters, words

log = logging.getLogger(__name__)


@task(queue_name="mail")
def gather(person_id: int) -> None:
    """Begin one letter with all that waits to be mailed at once to this person, or wait until their quiet hours end."""
    person = Person.objects.present().filter(pk=person_id).first()
    unsent = Notice.objects.filter(rules.timely(), person_id=person_id, channel=Channel.MAIL, letter=None)
    waiting = unsent.filter(read_at=None)
    if person is None or not person.email or not waiting.exists():
        return
    if until := policies.quiet_until(person, timezone.now()):
        gather.using(run_after=until).enqueue(person_id)
        return
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person_id)
        rows = list(waiting.values_list("pk", flat=True))
        if rows:
            letter = Letter.objects.create(person=person, channel=Channel.MAIL)
            Notice.objects.filter(pk__in=rows).update(letter=letter)
            send_letter.enqueue(letter.pk)


@task(queue_name="mail")
def gather_digest(person_id: int, day: str) -> None:
    """Begin the digest of a day with what waits for it: once, however often the job runs."""
    person = Person.objects.present().filter(pk=person_id).first()
    if person is None or not person.email:
        return
    now = timezone.now()
    with transaction.atomic():
        since = letters.since_last(person, now)
        letter, fresh = Letter.objects.get_or_create(
            person=person, period=day, defaults={"channel": Channel.DIGEST, "since": since}
        )
        if fresh:
            waiting = Notice.objects.filter(person=person, channel=Channel.DIGEST, letter=None, read_at=None)
            waiting.filter(at__lte=now).update(letter=letter)
            Rhythm.objects.filter(person=person).update(last_at=now)
            send_letter.enqueue(letter.pk)


@task(queue_name="mail", max_attempts=12)
def send_letter(letter_id: int) -> None:
    """Build a letter with the rights of now and send it; a letter that has nothing left to say is closed."""
    letter = Letter.objects.select_related("person").filter(pk=letter_id, closed_at=None).first()
    if letter is None:
        return
    person = letter.person
    if person.is_active and (until := policies.quiet_until(person, timezone.now())):
        send_letter.using(run_after=until).enqueue(letter_id)
        return
    close(letter, sent=send(letter) if person.is_active and person.email else False)


def send(letter: Letter) -> bool:
    """Draw it and hand it over. False when there is nothing to say or nobody to say it to."""
    person = letter.person
    with translation.override(person.language), timezone.override(zone_of(person.time_zone)):
        said = queries.said_by(person, letter)
        if said is None:
            return False
        mail = drawn(letter, said)
    try:
        deliver(written(mail))
    except Undeliverable as error:
        log.warning("a mail will not arrive", extra={"letter": letter.key, "reason": str(error)})
        return False
    return True


def close(letter: Letter, *, sent: bool) -> None:
    now = timezone.now()
    Letter.objects.filter(pk=letter.pk).update(closed_at=now, sent_at=now if sent else None)


def drawn(letter: Letter, said: letters.Said) -> Mail:
    """The words as text and as HTML."""
    person = letter.person
    stop = absolute(f"/notifications/unsubscribe/{letters.token(person.pk, said.stops)}")
    parts = letters.parts_of(said)
    values = {"said": said, "parts": parts, "stop": stop, "absolute": absolute, "network": orgs.names()[0]}
    values["subject"] = said.subject
    values["rests"] = letters.what_rests(said.rest) if said.rest else ""
    kind = letters.DIGEST if letter.channel == Channel.DIGEST else said.stops
    return Mail(
        key=f"{'digest' if kind == letters.DIGEST else 'notice'}-{letter.key}",
        kind=kind,
        name=person.name,
        address=person.email or "",
        subject=said.subject,
        text=as_text(said, parts, stop),
        html=templates().get_template("notifications/mail/letter.html").render(values),
        language=person.language,
        unsubscribe=stop,
    )


def as_text(said: letters.Said, parts: list[letters.Part], stop: str) -> str:
    """The same words in plain text."""
    blocks = []
    for part in parts:
        lines = [f"- {line.words}" for line in part.lines] if part.listed else [line.words for line in part.lines]
        quoted = [f"> {line.excerpt}" for line in part.lines if line.excerpt]
        blocks.append("\n".join([*([part.head] if part.head else []), *lines, *quoted]))
    blocks.append(f"{said.link}{words.colon()}{absolute(said.url)}")
    if said.rest:
        blocks.append(letters.what_rests(said.rest))
    settle = absolute("/notifications/settings")
    foot = _("You receive this mail because %(reason)s.") % {"reason": said.reason}
    blocks.append(f"-- \n{foot}\n{_('Unsubscribe in one click')}{words.colon()}{stop}")
    return "\n\n".join(blocks) + f"\n{_('Change my notifications')}{words.colon()}{settle}\n"


def absolute(path: str) -> str:
    """An address of the network as mails need it."""
    return urljoin(f"{settings.PUBLIC_URL}/", path)


def day_of(person: Person, moment: datetime) -> str:
    """The day on the person’s own calendar."""
    return moment.astimezone(zone_of(person.time_zone)).date().isoformat()
