import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from django.test import Client

ROOT = Path(__file__).parents[2]


@pytest.fixture
def manage_on() -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """A command in a process of its own, on another database: `manage_on(path, "restore", file)`.

    With a `largest_file`, nothing on its disk may grow beyond that.
    """

    def manage_on(database: Path, *words: object, largest_file: int = -1) -> "subprocess.CompletedProcess[str]":
        surroundings = os.environ | {
            "DJANGO_SETTINGS_MODULE": "checkin_site.settings", "DATABASE_URL": f"sqlite:///{database}",
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, words)], cwd=ROOT, env=surroundings, text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file)),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False,
        )  # fmt: skip

    return manage_on


@pytest.fixture
def requests_session() -> Callable[..., requests.Session]:
    """A program that speaks to a running site as somebody who is signed in there: `requests_session(door, tablet)`."""

    def requests_session(door: str, tablet: Client) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.cookies.set("sessionid", tablet.cookies["sessionid"].value)
        session.get(door)
        session.headers.update({"Accept": "application/json", "X-CSRFToken": session.cookies["csrftoken"]})
        return session

    return requests_session
