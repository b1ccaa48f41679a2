"""The settings under test: the site's own, with what has to differ from a running site."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The site's own database is never in reach of a test: only TEST_DATABASE_URL counts here.
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["SECRET_KEY"] = "only-for-tests-" + "0" * 50
os.environ["HTTPS_ONLY"] = "0"
os.environ["DEBUG"] = "0"

from reportsite.settings import *  # noqa: F403
from reportsite.settings import DATABASES, INSTALLED_APPS

scratch = Path(tempfile.mkdtemp(prefix="report-tests-"))
atexit.register(shutil.rmtree, scratch, ignore_errors=True)
if not os.environ["DATABASE_URL"]:
    # A file as in real use, so that WAL, waiting and two connections are what they are there.
    # Nor is the site's own made: makemigrations --check opens whatever is named here.
    DATABASES["default"]["NAME"] = scratch / "site.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(scratch / "test.sqlite3")}

# One round of a cheap hash: the tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The live server of the browser tests serves the sources; nothing is collected first.
STATIC_ROOT = scratch / "static"
STATIC_ROOT.mkdir()
INSTALLED_APPS = [*INSTALLED_APPS, "tests.flushing"]
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
