import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = {"SECRET_KEY": "0123456789abcdefghij" * 3, "DATABASE_URL": "sqlite://:memory:"}


def check(**changes):
    environment = {"PATH": os.environ["PATH"]} | GOOD | changes
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_good_settings_start_and_are_fit_for_production():
    done = check(ALLOWED_HOSTS="portaria.example")
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (0, []) or "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None), ("SECRET_KEY", ""), ("SECRET_KEY", "short"), ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY_FALLBACKS", "short"), ("SECRET_KEY_FALLBACKS", "0123456789abcdefghij" * 3 + ","),
        ("KIWIFY_API_URL", "http://["), ("KIWIFY_API_URL", "http://x:99999999/v1"),
        ("DEBUG", "maybe"), ("USE_HTTPS", "7up"), ("DATABASE_URL", "nonsense"), ("DATABASE_URL", "sqlite:////no/such/folder/x.sqlite3"),
        ("DATABASE_URL", "mysql://a:b@c/d"),
        ("KIWIFY_API_URL", "kiwify"), ("KIWIFY_API_URL", "ftp://kiwify/v1"), ("KIWIFY_CALLS_PER_MINUTE", "many"),
        ("KIWIFY_CALLS_PER_MINUTE", "0"), ("KIWIFY_CLIENT_ID", "alone"), ("KIWIFY_SHRINK_LIMIT", "101"),
        ("KIWIFY_SHRINK_LIMIT", "-1"), ("KIWIFY_SHRINK_LIMIT", "few"),
        ("LOG_FORMAT", "xml"), ("METRICS_TOKEN", "short"),
        ("CACHE_URL", "nonsense"), ("CACHE_URL", "memcached://host"), ("CACHE_URL", "redis://host:many"),
    ],
)  # fmt: skip
def test_a_missing_or_wrong_setting_stops_the_start_with_one_sentence(name, value):
    done = check(**{name: value})
    assert done.returncode == 1
    (sentence,) = done.stderr.strip().splitlines()
    assert sentence.startswith("The setting ")
    assert name in sentence
    assert "It should be" in sentence


def test_a_wrong_setting_is_not_repeated_in_the_sentence():
    assert "hush-hush" not in check(SECRET_KEY="hush-hush").stderr
    assert "hush-hush" not in check(DATABASE_URL="mysql://user:hush-hush@host/db").stderr


def test_a_database_that_cannot_be_reached_is_told_in_one_sentence():
    environment = {"PATH": os.environ["PATH"]} | GOOD | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("The database cannot be used: ")
    assert "Traceback" not in done.stderr


def test_gunicorn_stops_too():
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "short"}
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "checkin_site.wsgi", "--bind", "127.0.0.1:0", "--check-config"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    assert "The setting SECRET_KEY is wrong" in done.stderr


def test_a_database_may_be_on_several_machines_of_which_one_can_be_written_to():
    told = "import json; from checkin_site.settings import DATABASES; print(json.dumps(DATABASES['default']))"
    address = "postgres://ana:pw@one,two:5433/door?target_session_attrs=read-write&connect_timeout=9"
    environment = {"PATH": os.environ["PATH"]} | GOOD | {"DATABASE_URL": address}
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=environment, capture_output=True, timeout=60)
    database = json.loads(done.stdout)
    assert (database["HOST"], database["PORT"]) == ("one,two", 5433)
    assert database["OPTIONS"]["target_session_attrs"] == "read-write"
    assert database["OPTIONS"]["connect_timeout"] == 9  # what the address says counts more than ours
    assert database["OPTIONS"]["tcp_user_timeout"] == 5000
