"""Every setting an operator may give, with its meaning. `doctor` adds the check and the remedy.

Read from the environment (`TERREAU_…`) and from `DIR/terreau.env`; the environment wins.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext_noop as N_
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """The folder that holds all that must be kept: database, files, secret, outbox. `--data DIR` names it."""
    return Path(os.environ.get("TERREAU_DATA") or ROOT / "var").resolve()


class Configuration(BaseSettings):
    """The operator's settings. Field descriptions are shown by `bin/terreau doctor` and in the docs."""

    model_config = SettingsConfigDict(env_prefix="TERREAU_", extra="ignore")

    database_url: str = Field(
        "", description=N_("Where rows live. Empty: SQLite in the data folder. Otherwise postgresql://…")
    )
    redis_url: str = Field(
        "", description=N_("Redis or Valkey for live events and rate limits across nodes. Empty: in process.")
    )
    public_url: str = Field(
        "http://127.0.0.1:8000",
        description=N_("The address people type. Mails link to it; https turns secure cookies on."),
    )
    allowed_hosts: str = Field("", description=N_("Further host names answered, separated by commas."))
    files_url: str = Field(
        "", description=N_("A separate host for downloads, so that a hostile file never shares the pages’ origin.")
    )
    files_bucket: str = Field(
        "",
        description=N_(
            "Where files live on a network of many nodes: https://key:secret@host/bucket?region=… of an S3-compatible "
            "object store. Empty: the data folder."
        ),
    )
    trusted_proxies: str = Field(
        "",
        description=N_(
            "Addresses or networks of your own reverse proxies, separated by commas; "
            "only they may name the client’s address."
        ),
    )
    demo: bool = Field(
        False, description=N_("Demo company: fixed logins and a role switch. Never on a network of real people.")
    )
    debug: bool = Field(
        False, description=N_("Developer’s mode: templates reload, errors show their cause. Never in production.")
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description=N_("How much the logs say, from DEBUG (all) to ERROR.")
    )
    slow_query_ms: int = Field(
        200, ge=0, description=N_("A statement slower than this, in milliseconds, is logged; 0 logs none.")
    )
    upload_limit_mb: int = Field(
        100, ge=1, le=10_000, description=N_("The largest file a person may attach, in megabytes.")
    )
    space_files_mb: int = Field(
        0, ge=0, le=100_000_000, description=N_("What the files of one space may take, in megabytes. 0: no limit.")
    )
    person_files_mb: int = Field(
        0, ge=0, le=100_000_000, description=N_("What the files one person sent may take, in megabytes. 0: no limit.")
    )
    zip_limit_mb: int = Field(
        2_000, ge=1, le=1_000_000, description=N_("What several files downloaded as one ZIP may take, in megabytes.")
    )
    mail_url: str = Field("", description=N_("smtp://user:password@host:587. Empty: mails land in the outbox folder."))
    outbox_days: int = Field(30, ge=1, le=3650, description=N_("Mails in the outbox folder are kept for so many days."))
    outbox_mb: int = Field(
        100,
        ge=1,
        le=100_000,
        description=N_("The outbox folder holds at most so many megabytes; the oldest mails go first."),
    )
    mail_from: str = Field("no-reply@localhost", description=N_("The sender’s address of every mail."))
    processes: int = Field(1, ge=1, le=64, description=N_("App processes of one node. One suits two cores."))
    live_streams: int = Field(
        3000, ge=1, le=20_000, description=N_("Open pages that one app process keeps up to date.")
    )
    api_requests_per_minute: int = Field(
        30_000,
        ge=0,
        description=N_("Requests one token of the API may make in a minute; a write counts five. 0: no limit."),
    )
    page_threads: int = Field(
        4, ge=1, le=64, description=N_("Pages that may be under way at once in one process; quick ones take turns.")
    )


def secret_keys(folder: Path) -> list[str]:
    """The install's secret, then those it had before, one a line: what they signed and sealed is still understood.

    Made once and kept in `DIR/secret_key`, readable by its owner only; `TERREAU_SECRET_KEY` takes its place.
    """
    given = os.environ.get("TERREAU_SECRET_KEY", "").strip()
    path = folder / "secret_key"
    if not given and not path.exists():
        make_secret(path)
    lines = (given or path.read_text()).splitlines()
    found = list(dict.fromkeys(stripped for line in lines if (stripped := line.strip())))
    if not found:
        raise SystemExit(f"{path} is empty. Put the secret back from a backup; without it nobody stays signed in.")
    return found


def make_secret(path: Path) -> None:
    """It appears whole or not at all, also on a full disk; of two processes at once, the first one’s counts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".secret_key.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def read_configuration() -> Configuration:
    """The settings in force: environment first, then `DIR/terreau.env`, then the defaults.

    Whoever reads one that is no value ends here, with words instead of a stack trace.
    """
    try:
        return Configuration(_env_file=data_folder() / "terreau.env")  # type: ignore[call-arg]  # pydantic-settings takes it, its plugin does not say so
    except ValidationError as problem:
        raise SystemExit(unreadable(problem)) from None


def unreadable(problem: ValidationError) -> str:
    """Which settings cannot be read, why, and what they mean."""
    lines = ["These settings cannot be read. Mend them in the environment or in terreau.env of the data folder:"]
    for error in problem.errors():
        name = str(error["loc"][0])
        lines.append(f"  TERREAU_{name.upper()}={error['input']}: {error['msg']}")
        lines.append(f"    {Configuration.model_fields[name].description}")
    return "\n".join(lines)
