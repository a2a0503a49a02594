"""The real settings, with what a test run needs around them."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-the-tests-" + "0123456789abcdefghijklmnop" * 2)
os.environ.setdefault("USE_HTTPS", "off")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
# A developer's own .env is no matter of the tests, and no test may reach the real Kiwify.
os.environ.setdefault("DATABASE_URL", "sqlite:///portaria-tests.sqlite3")
os.environ.setdefault("KIWIFY_API_URL", "http://kiwify.invalid/v1")
for name in ("METRICS_TOKEN", "KIWIFY_CLIENT_ID", "KIWIFY_CLIENT_SECRET", "KIWIFY_ACCOUNT_ID"):
    os.environ[name] = ""

from checkin_site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, as in earnest: threads that share a memory database meet locks that no file has.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.mkdtemp()) / "test.sqlite3")}  # noqa: F405
