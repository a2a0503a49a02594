"""Production's settings, and one page more."""

from checkin_site.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
