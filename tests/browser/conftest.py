"""A real chromium before the real server: gunicorn as in production, on the database of the test run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page

ROOT = Path(__file__).parents[2]
TABLET = {"width": 1180, "height": 820}
WITH_CAMERAS = "/usr/bin/chromium"

# Playwright runs an event loop in this thread; the tests' own queries beside it are meant.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {"executable_path": "/usr/bin/chromium-headless-shell", "args": quiet}


@pytest.fixture(scope="session")
def whole_chromium(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """The chromium with cameras in it, which the one for tests leaves out."""
    browser = browser_type.launch(**browser_type_launch_args | {"executable_path": WITH_CAMERAS})
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def site(django_db_setup: None) -> Iterator[str]:
    """The address of the running site."""
    with running_site() as address:
        yield address


@contextmanager
def running_site(**settings: str) -> Iterator[str]:
    """The site on the database of the tests, with more settings; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["-m", "gunicorn", "checkin_site.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    with running(*command, "--no-control-socket", **settings):
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(*command: str, **settings: str) -> Iterator[None]:
    """A program of ours beside the tests."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": _database_url(), "ALLOWED_HOSTS": "127.0.0.1",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=os.environ | ours | settings)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], site: str) -> dict[str, Any]:
    return browser_context_args | {"base_url": site, "viewport": TABLET, "locale": "pt-BR"}


@pytest.fixture
def another_browser(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of its own, with changes: `another_browser(locale="en-GB")`."""
    opened: list[BrowserContext] = []

    def another_browser(**changes: Any) -> BrowserContext:
        opened.append(browser.new_context(**browser_context_args | changes))
        return opened[-1]

    yield another_browser
    for context in opened:
        context.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of a test said on their consoles."""
    return []


@pytest.fixture
def allow_complaints(complaints: list[str]) -> None:
    """For tests in which the network fails, which chromium always mentions."""
    complaints.append("allowed")


def is_complaint(message: ConsoleMessage) -> bool:
    # htmx tells of each request that a newer one replaced, which is how it should be.
    return message.type == "error" and not message.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))


@pytest.fixture
def sign_in(site: str, complaints: list[str]) -> Iterator[Callable[[BrowserContext, User], Page]]:
    """A page of somebody who is signed in; what it says on its console is an error."""

    def sign_in(context: BrowserContext, user: User) -> Page:
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        return page

    yield sign_in
    assert complaints == [] or complaints[0] == "allowed"


@pytest.fixture
def door(sign_in: Callable[..., Page], context: BrowserContext, rita: User, event: Any) -> Page:
    """Rita's tablet, at the door."""
    page = sign_in(context, rita)
    page.goto(event.get_absolute_url())
    return page


@pytest.fixture
def second_door(
    sign_in: Callable[..., Page], another_browser: Callable[..., BrowserContext], caio: User, event: Any
) -> Page:
    """Caio's tablet, at the same door."""
    page = sign_in(another_browser(), caio)
    page.goto(event.get_absolute_url())
    return page


def _database_url() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{quote(settings['HOST'], safe='')}/{settings['NAME']}"


def _wait_for(address: str) -> None:
    gives_up = time.monotonic() + 20
    while time.monotonic() < gives_up:
        try:
            urlopen(address, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The site did not start.")
