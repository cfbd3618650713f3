"""Settings of the tests: the same house, a throw-away data folder, cheap password hashing."""

import os
import tempfile

os.environ["TERREAU_DATA"] = tempfile.mkdtemp(prefix="terreau-tests-")
os.environ.setdefault("TERREAU_DEMO", "false")

from terreau.project.settings import *  # noqa: F403 - settings are copied whole

if os.environ.get("TERREAU_TEST_DATABASE") == "postgresql":
    DATABASES = {"default": database(os.environ["TERREAU_TEST_DATABASE_URL"])}  # noqa: F405 - from the settings copied above
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    # A file, as in life: in memory SQLite shares its cache among threads and fails at once where it should wait.
    in_file = {"TEST": {"NAME": str(DATA / "tests.sqlite3")}}  # noqa: F405 - from the settings copied above
    DATABASES = {"default": sqlite(DATA / "terreau.sqlite3") | in_file}  # noqa: F405 - from the settings copied above
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests read static files where rooms keep them; only a start collects and hashes them.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405 - from the settings copied above
