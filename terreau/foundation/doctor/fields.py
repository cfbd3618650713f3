"""The check of every setting an operator may give. A setting without one does not exist (tests/house)."""

import os
import resource
import shutil
import smtplib
from email.utils import parseaddr
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

import redis
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from terreau.foundation.doctor.configuration import Configuration, data_folder
from terreau.foundation.doctor.findings import Look, Verdict, failure, good, warning
from terreau.foundation.mail import outbox
from terreau.foundation.storage.place import bucket_at
from terreau.foundation.storage.refusals import Away
from terreau.foundation.text.typography import number

PATIENCE = 3.0  # seconds for another system to answer


def on_this_machine(configuration: Configuration) -> bool:
    """Is the network’s address one that only this machine can open?"""
    host = urlsplit(configuration.public_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def database_url(configuration: Configuration) -> Verdict:
    """SQLite, or a PostgreSQL address with a name."""
    if not configuration.database_url:
        return good(_("SQLite in the data folder"))
    parts = urlsplit(configuration.database_url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        return failure(
            _("not an address of PostgreSQL"), _("Write postgresql://user:password@host:5432/name, or leave it empty.")
        )
    return good("PostgreSQL")


def redis_url(configuration: Configuration) -> Verdict:
    """Answers when it is given; needed by more than one process."""
    if not configuration.redis_url:
        if configuration.processes == 1:
            return good(_("in process"))
        return warning(
            _("each process counts sign-in attempts for itself"), _("Give a Redis or Valkey, redis://host:6379/0.")
        )
    try:
        redis.from_url(configuration.redis_url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE).ping()
    except (redis.RedisError, ValueError):
        return failure(
            _("does not answer"), _("Start it, or mend the address; until then pages are told by the database.")
        )
    return good(_("it answers"))


def public_url(configuration: Configuration) -> Verdict:
    """A whole address; https unless only this machine can open it."""
    parts = urlsplit(configuration.public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        return failure(_("not an address"), _("Write https://network.example.org, without a path."))
    if parts.scheme == "http" and not on_this_machine(configuration):
        return warning(
            _("passwords and cookies travel in the clear"), _("Put a proxy with TLS in front and write https://…")
        )
    return good()


def allowed_hosts(configuration: Configuration) -> Verdict:
    """Names only; never every name."""
    hosts = [host.strip() for host in configuration.allowed_hosts.split(",") if host.strip()]
    if "*" in hosts:
        return failure(_("every name is answered, so mails could carry false links"), _("Name each host."))
    if odd := [host for host in hosts if "/" in host or " " in host]:
        return failure(_("not host names: %(names)s") % {"names": ", ".join(odd)}, _("Write names without http://."))
    return good()


def files_url(configuration: Configuration) -> Verdict:
    """Another host than the pages’, or none."""
    if not configuration.files_url:
        return good(_("files come from the pages’ host, as attachments under a closed policy"))
    host = urlsplit(configuration.files_url).hostname
    if not host or host == urlsplit(configuration.public_url).hostname:
        return failure(_("not a host of its own"), _("Give a second name, such as https://files.example.org."))
    return good()


def files_bucket(configuration: Configuration) -> Verdict:
    """The object store answers, and knows the bucket."""
    address = configuration.files_bucket
    if not address:
        return good(_("in the data folder"))
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.username or not parts.password or not parts.path.strip("/"):
        return failure(
            _("not an address of a bucket"), _("Write https://key:secret@host/bucket?region=…, or leave it empty.")
        )
    try:
        if not bucket_at(address, data_folder() / "files").is_there():
            return failure(_("there is no such bucket"), _("Make it, or mend the name at the end of the address."))
    except Away:
        return failure(_("does not answer, or refuses this key"), _("Start it, or mend the key and the host."))
    if parts.scheme == "http" and not on_this_machine(configuration):
        return warning(_("files travel unencrypted"), _("Write https:// where others share the network."))
    return good()


def trusted_proxies(configuration: Configuration) -> Verdict:
    """Addresses that can be read, and not everybody’s."""
    names = [name.strip() for name in configuration.trusted_proxies.split(",") if name.strip()]
    try:
        networks = [ip_network(name, strict=False) for name in names]
    except ValueError as error:
        return failure(str(error), _("Write addresses or networks, such as 10.0.0.0/8, separated by commas."))
    if any(network.prefixlen == 0 for network in networks):
        return failure(_("anybody may claim any address"), _("Name your own proxies only."))
    if not networks and configuration.public_url.startswith("https://"):
        return warning(
            _("behind a proxy, everybody seems to come from its address"),
            _("Name the address of the proxy that speaks TLS."),
        )
    return good()


def demo(configuration: Configuration) -> Verdict:
    """Only where nobody else can come in: its passwords are public."""
    if not configuration.demo:
        return good()
    if on_this_machine(configuration):
        return good(_("everybody knows these passwords; fine on this machine"))
    return failure(_("everybody knows these passwords"), _("Set TERREAU_DEMO=false, or start with --empty elsewhere."))


def debug(configuration: Configuration) -> Verdict:
    """Only where nobody else can come in: errors show what is inside."""
    if not configuration.debug:
        return good()
    if on_this_machine(configuration):
        return warning(_("errors show what is inside"), _("Set TERREAU_DEBUG=false before others come in."))
    return failure(_("errors show what is inside, to everybody"), _("Set TERREAU_DEBUG=false."))


def log_level(configuration: Configuration) -> Verdict:
    """Not everything, in daily use."""
    if configuration.log_level == "DEBUG":
        return warning(_("says more than anybody reads"), _("Set TERREAU_LOG_LEVEL=INFO."))
    return good()


def slow_query_ms(configuration: Configuration) -> Verdict:
    """Some limit, so that slow statements are named."""
    if not configuration.slow_query_ms:
        return warning(_("no slow statement is ever named"), _("Set a number of milliseconds, such as 200."))
    return good()


def upload_limit_mb(configuration: Configuration) -> Verdict:
    """Room on the disk for a few of the largest files."""
    free = shutil.disk_usage(data_folder()).free // 1_000_000
    if free < 10 * configuration.upload_limit_mb:
        return warning(_("the disk has room for fewer than ten such files"), _("Lower the limit, or make room."))
    return good()


def space_files_mb(configuration: Configuration) -> Verdict:
    """No smaller than the largest file, and no larger than the disk."""
    if configuration.space_files_mb and configuration.space_files_mb < configuration.upload_limit_mb:
        return warning(
            _("smaller than the largest file one may send"), _("Give more, or lower TERREAU_UPLOAD_LIMIT_MB.")
        )
    if configuration.space_files_mb > shutil.disk_usage(data_folder()).total // 1_000_000:
        return warning(_("larger than the disk: it limits nothing"), _("Give less than the disk holds."))
    return good("" if configuration.space_files_mb else _("no limit but the disk"))


def person_files_mb(configuration: Configuration) -> Verdict:
    """No smaller than the largest file."""
    if configuration.person_files_mb and configuration.person_files_mb < configuration.upload_limit_mb:
        return warning(
            _("smaller than the largest file one may send"), _("Give more, or lower TERREAU_UPLOAD_LIMIT_MB.")
        )
    return good("" if configuration.person_files_mb else _("no limit but the disk"))


def zip_limit_mb(configuration: Configuration) -> Verdict:
    """At least the largest file alone."""
    if configuration.zip_limit_mb < configuration.upload_limit_mb:
        return warning(_("the largest file alone is larger"), _("Give at least TERREAU_UPLOAD_LIMIT_MB."))
    return good()


def mail_url(configuration: Configuration) -> Verdict:
    """Reachable when it is given; missed when others use the network."""
    if not configuration.mail_url:
        if on_this_machine(configuration):
            return good(_("mails land in the outbox folder"))
        return warning(
            _("nobody gets a mail: they land in the outbox folder"), _("Give smtp://user:password@host:587.")
        )
    parts = urlsplit(configuration.mail_url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        return failure(_("not an address of a mail server"), _("Write smtp://user:password@host:587."))
    return reach_mail(parts.hostname, parts.port or (465 if parts.scheme == "smtps" else 587), parts.scheme == "smtps")


def reach_mail(host: str, port: int, encrypted: bool) -> Verdict:
    """Does a mail server greet us there?"""
    kind = smtplib.SMTP_SSL if encrypted else smtplib.SMTP
    try:
        with kind(host, port, timeout=PATIENCE) as server:
            server.ehlo()
    except (OSError, smtplib.SMTPException) as error:
        return failure(
            _("does not answer: %(why)s") % {"why": type(error).__name__},
            _("Mend the address, or start the mail server."),
        )
    return good(_("it answers"))


def outbox_days(configuration: Configuration) -> Verdict:
    """The oldest mail of the outbox folder is no older: the job of the night takes away what is."""
    lying = outbox.lying()
    oldest = min((mail.at for mail in lying), default=None)
    if oldest is not None and (timezone.now() - oldest).days > configuration.outbox_days + 1:
        said = _("the oldest has lain there for %(count)s days") % {"count": (timezone.now() - oldest).days}
        return warning(said, _("Look whether a worker runs: it tidies up every night."))
    return good(ngettext("%(count)s mail lies there", "%(count)s mails lie there", len(lying)) % {"count": len(lying)})


def outbox_mb(configuration: Configuration) -> Verdict:
    """The outbox folder is not larger, but for what came since the job of the night."""
    held = sum(mail.size for mail in outbox.lying()) / 1e6
    said = _("%(size)s MB lie there") % {"size": number(held, get_language() or "en", 1)}
    if held > 2 * configuration.outbox_mb:
        return warning(said, _("Look whether a worker runs: it tidies up every night. Or name a mail server."))
    return good(said)


def mail_from(configuration: Configuration) -> Verdict:
    """A whole address, of a domain other servers accept."""
    address = parseaddr(configuration.mail_from)[1]
    domain = address.rpartition("@")[2]
    if not address or "@" not in address or not domain:
        return failure(_("not a mail address"), _("Write no-reply@your-domain."))
    if domain in ("localhost", "localhost.localdomain") and configuration.mail_url:
        return warning(_("other servers refuse mail from localhost"), _("Write an address of your own domain."))
    return good()


def processes(configuration: Configuration) -> Verdict:
    """Not more than the machine has cores."""
    cores = os.cpu_count() or 1
    if configuration.processes > cores:
        return warning(_("more than the %(cores)s cores of this machine") % {"cores": cores}, _("One suits two cores."))
    return good()


def live_streams(configuration: Configuration) -> Verdict:
    """Not more than the system grants open files to a process."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most != resource.RLIM_INFINITY and configuration.live_streams + 500 > most:
        return warning(
            _("the system grants %(most)s open files to a process") % {"most": most},
            _("Raise the limit, or lower this."),
        )
    return good()


def api_requests_per_minute(configuration: Configuration) -> Verdict:
    """A limit, so that one token cannot keep everybody else waiting."""
    if not configuration.api_requests_per_minute:
        return warning(_("one token may take the whole machine"), _("Give a limit, or leave the default."))
    return good()


def page_threads(configuration: Configuration) -> Verdict:
    """A few for each core."""
    if configuration.page_threads > 4 * (os.cpu_count() or 1):
        return warning(_("threads wait for one another"), _("Four a core are plenty."))
    return good()


FIELD_CHECKS: dict[str, Look] = {
    look.__name__: look
    for look in (
        database_url,
        redis_url,
        public_url,
        allowed_hosts,
        files_url,
        files_bucket,
        trusted_proxies,
        demo,
        debug,
        log_level,
        slow_query_ms,
        upload_limit_mb,
        space_files_mb,
        person_files_mb,
        zip_limit_mb,
        mail_url,
        outbox_days,
        outbox_mb,
        mail_from,
        processes,
        live_streams,
        api_requests_per_minute,
        page_threads,
    )
}
