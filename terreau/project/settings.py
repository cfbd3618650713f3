"""Django's settings, made from the operator's configuration. Knows every room; no room knows it."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from terreau.foundation.doctor.configuration import ROOT, data_folder, read_configuration, secret_keys
from terreau.project.logs import logging_of

CONFIGURATION = read_configuration()
DATA = data_folder()
SECRET_KEY, *SECRET_KEY_FALLBACKS = secret_keys(DATA)
DEBUG = CONFIGURATION.debug
DEMO = CONFIGURATION.demo
PUBLIC_URL = CONFIGURATION.public_url.rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [
    urlsplit(PUBLIC_URL).hostname or "",
    urlsplit(CONFIGURATION.files_url).hostname or "",
    "127.0.0.1",
    "localhost",
    "[::1]",
    *[host.strip() for host in CONFIGURATION.allowed_hosts.split(",") if host.strip()],
]

FOUNDATION = [
    "terreau.foundation.administration",
    "terreau.foundation.doctor",
    "terreau.foundation.ui",
    "terreau.foundation.live",
    "terreau.foundation.cards",
    "terreau.foundation.accounts",
    "terreau.foundation.mail",
    "terreau.foundation.activity",
    "terreau.foundation.jobs",
    "terreau.foundation.storage",
    "terreau.foundation.access",
    "terreau.foundation.policies",
    "terreau.foundation.orgs",
    "terreau.foundation.identity",
]
NETWORK = [
    "terreau.network.search",
    "terreau.network.notifications",
    "terreau.network.pages",
    "terreau.network.files",
    "terreau.network.calendar",
    "terreau.network.posts",
    "terreau.network.chat",
    "terreau.network.spaces",
    "terreau.network.people",
]
BRIDGES = [
    "terreau.bridges.api",
    "terreau.bridges.imports.slack",
    "terreau.bridges.imports.discourse",
    "terreau.bridges.imports.staging",
]
VISIT = ["terreau.project.visit"]
ROOMS = [*VISIT, *BRIDGES, *NETWORK, *FOUNDATION]
ROOMS = [room for room in ROOMS if (ROOT / room.replace(".", "/") / "apps.py").exists()]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "terreau.project.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "terreau.foundation.ui.policy.PolicyMiddleware",
    "terreau.foundation.identity.sessions.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "terreau.project.unfit.UnfitMiddleware",
    "terreau.foundation.identity.sessions.PersonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "terreau.foundation.activity.once.OnceMiddleware",
]
LOGGING = logging_of(CONFIGURATION.log_level, plain=True if DEBUG else None)
ROOT_URLCONF = "terreau.project.urls"
WSGI_APPLICATION = "terreau.project.pages.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "NAME": "pages",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [ROOT / room.replace(".", "/") / "templates" for room in ROOMS],
        "OPTIONS": {"environment": "terreau.foundation.ui.jinja.environment", "auto_reload": DEBUG},
    },
    {
        "NAME": "entrance",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "terreau/foundation/ui/django_templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "terreau.foundation.ui.frame.entrance",
            ]
        },
    },
]


def database(url: str) -> dict[str, object]:
    """Django's description of the database behind `url`; empty means SQLite in the data folder."""
    if not url:
        return sqlite(DATA / "terreau.sqlite3")
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 3, "server_side_binding": True, "connect_timeout": 10},
        "TEST": {"NAME": f"test_{unquote(parts.path.lstrip('/'))}"},
    }


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as a product: WAL, durable, writers queue up at BEGIN instead of failing at COMMIT."""
    return {
        "ENGINE": "terreau.project.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "cached_statements": 512,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-16000;"
            "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {"default": database(CONFIGURATION.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if CONFIGURATION.redis_url:
    # Rate limits are counted across nodes. Nothing durable is kept there.
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CONFIGURATION.redis_url}
    }

AUTH_USER_MODEL = "identity.Person"
SESSION_ENGINE = "terreau.foundation.identity.sessions"
SESSION_COOKIE_NAME = "terreau_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "terreau_csrf"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if SECURE else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "terreau.foundation.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "terreau.foundation.accounts.passwords.NotCommon"},
    {
        "NAME": "terreau.foundation.accounts.passwords.NotOneself",
        "OPTIONS": {"user_attributes": ("username", "name", "given_name", "email")},
    },
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "terreau.foundation.identity.entrance.Adapter"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "reset_password": "terreau.foundation.accounts.forgotten.ForgottenForm",
    "reset_password_from_key": "terreau.foundation.accounts.passwords.ByLinkForm",
    "change_password": "terreau.foundation.accounts.passwords.ChangeForm",
    "set_password": "terreau.foundation.accounts.passwords.FirstForm",
    "reauthenticate": "terreau.foundation.accounts.passwords.ConfirmForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
EMAIL_BACKEND = "terreau.foundation.mail.backend.Backend"
DEFAULT_FROM_EMAIL = CONFIGURATION.mail_from
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "terreau.foundation.accounts.keys.Adapter"
MFA_FORMS = {"add_webauthn": "terreau.foundation.accounts.keys.KeyForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "terreau_language"
# In which language the network speaks to a visitor whose browser asks for none that is installed.
FIRST_LANGUAGE = "terreau.foundation.orgs.queries.first_language"
LOCALE_PATHS = [ROOT / room.replace(".", "/") / "locale" for room in ROOMS]

FORM_RENDERER = "terreau.foundation.ui.controls.Renderer"
CSRF_FAILURE_VIEW = "terreau.foundation.ui.views.csrf_failure"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# What follows from a write listens to its activity: this one list, in this order, each on its own.
ACTIVITY_LISTENERS = [
    "terreau.network.notifications.actions.hear",
    "terreau.network.search.actions.hear",
    "terreau.network.spaces.actions.leaving.hear",
    "terreau.network.calendar.actions.hear",
]
if CONFIGURATION.redis_url:
    ACTIVITY_LISTENERS.append("terreau.foundation.live.telling.tell")
# Paths answered natively by the app process, beside the pages: first segment -> an ASGI application.
NATIVE_ROUTES = {
    "files": "terreau.foundation.storage.serve.application",
    "live": "terreau.foundation.live.streams.application",
    "static": "terreau.project.statics.application",
}
# Who is told at once of what happened: room, or "" for the room it happened in -> a function
# (activities, among) -> {seq: ids of persons} that answers for the persons of `among`, with the rights of now.
LIVE_AUDIENCES = {
    "": "terreau.network.spaces.rules.hearers",
    "home": "terreau.network.posts.rules.at_home",
    "notifications": "terreau.network.notifications.rules.hearers",
    "chat": "terreau.network.chat.rules.hearers",
}
# Listeners that are waited for (a second at most) before pages are told.
LIVE_AFTER = ["terreau.network.notifications.actions.hear"]
# Whom an activity concerns, as its room answers: room -> a function (activity) -> Iterator[Concern].
CONCERNS = {
    "calendar": "terreau.network.calendar.queries.concerned",
    "chat": "terreau.network.chat.queries.concerned",
    "pages": "terreau.network.pages.queries.concerned",
    "posts": "terreau.network.posts.queries.concerned",
    "spaces": "terreau.network.spaces.queries.concerned",
}
# Later is the same verb: jobs are rows of our own, in lanes; what recurs stands in `project/schedule.py`.
TASKS = {"default": {"BACKEND": "terreau.foundation.jobs.backend.DatabaseBackend"}}
SCHEDULE = "terreau.project.schedule.SCHEDULE"
# What is made from rows beside the tables, and made again after a restore.
AFTER_RESTORE = ["terreau.network.search.terms.rebuild"]
# Which rooms show their things from outside: kind of thing -> the room's cards module.
CARDS = {
    "post": "terreau.network.posts.cards.posts",
    "comment": "terreau.network.posts.cards.comments",
    "draft": "terreau.network.posts.cards.drafts",
    "preview": "terreau.network.posts.cards.previews",
    "file": "terreau.network.posts.cards.files",
    "page": "terreau.network.pages.cards.pages",
    "pagedraft": "terreau.network.pages.cards.drafts",
    "document": "terreau.network.files.cards",
    "event": "terreau.network.calendar.cards",
    "message": "terreau.network.chat.cards",
    "space": "terreau.network.spaces.cards",
    "person": "terreau.network.people.cards",
}
# What files hang on that search may find: kinds of things.
HOLDING_FILES = ("post", "comment", "page")
# What `/files/zip?…` holds for somebody: a function (viewer, asked) -> Bundle | None.
ZIPPED = "terreau.network.files.queries.zipped"
# Which exports can be imported: kind -> the module that reads it.
IMPORT_SOURCES = {
    "slack": "terreau.bridges.imports.slack.reading",
    "discourse": "terreau.bridges.imports.discourse.reading",
}
# What every page’s frame needs, each a function (request) -> dict.
UI_FRAME_PROVIDERS = [
    "terreau.foundation.administration.views.hub.frame",
    "terreau.network.search.views.frame",
    "terreau.network.posts.views.feeds.frame",
    "terreau.network.notifications.views.centre.frame",
    "terreau.network.chat.views.places.frame",
    "terreau.network.spaces.views.directory.frame",
    "terreau.network.calendar.views.agenda.frame",
    "terreau.foundation.accounts.views.hub.frame",
    "terreau.network.people.views.profiles.frame",
    "terreau.project.visit.views.frame",
]
# What the hub of the administration lists, each a function (viewer) -> list of parts.
ADMINISTRATION_PARTS = [
    "terreau.foundation.administration.views.hub.parts",
    "terreau.foundation.accounts.views.invitations.parts",
    "terreau.foundation.doctor.views.parts",
    "terreau.network.people.views.administration.parts",
    "terreau.network.people.views.fields.parts",
    "terreau.network.spaces.views.administration.parts",
    "terreau.network.notifications.views.outbox.parts",
    "terreau.bridges.imports.staging.views.parts",
]

TEST_RUNNER = "django.test.runner.DiscoverRunner"
