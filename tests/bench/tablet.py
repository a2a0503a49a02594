"""A signed-in tablet: the real sign-in form once, then requests over one kept-alive connection."""

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode, urljoin

import requests

PERSON, PASSWORD = "rita", "porta-da-frente-1"
ORGANIZER = "olga"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
# 204 is an answer too: nothing new.
ANSWERED = (200, 204)


class Ask(NamedTuple):
    """One request. With neither `form` nor `json` a GET; with `headers` asked by somebody else than the door."""

    path: str
    form: dict[str, str] | None = None
    as_htmx: bool = True
    json: bytes | None = None
    headers: Mapping[str, str] | None = None

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"

    @property
    def body(self) -> bytes | None:
        return self.json if self.form is None else urlencode(self.form).encode()

    def headers_of(self, door: Mapping[str, str]) -> dict[str, str]:
        """All that goes with it, where these are the door's."""
        headers = dict(door if self.headers is None else self.headers)
        if self.as_htmx:
            headers["HX-Request"] = "true"
        if self.body is not None:
            headers["Content-Type"] = JSON if self.form is None else FORM
        return headers


class Answer(NamedTuple):
    seconds: float
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pass:
    """What a signed-in browser holds. `session` is for what is not timed."""

    port: int
    session: requests.Session
    headers: dict[str, str]
    checkpoint: str

    def address(self, path: str) -> str:
        return urljoin(f"http://127.0.0.1:{self.port}", path)

    def headers_for(self, path: str) -> dict[str, str]:
        """As `headers`, with the cookies of now, of which some are for some pages only."""
        sent = self.session.prepare_request(requests.Request("GET", self.address(path)))
        return self.headers | {"Cookie": sent.headers["Cookie"]}


def sign_in(port: int, slug: str, person: str = PERSON) -> Pass:
    session = requests.Session()
    session.trust_env = False
    address = f"http://127.0.0.1:{port}/sign-in/"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', session.get(address).text)
    form = {"username": person, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    door = session.post(address, data=form | {"next": f"/e/{slug}/"})
    checkpoint = re.search(r'name="checkpoint" value="(\d+)"', door.text)
    if not checkpoint:
        raise RuntimeError(f"Signing in led to no door: {door.status_code} {door.url}")
    cookies = session.cookies.get_dict()
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies["csrftoken"],
        "Accept-Encoding": "gzip",
    }
    return Pass(port, session, headers, checkpoint[1])


class Tablet:
    """http.client and nothing around it, for what one tablet waits for; load is Locust's work."""

    def __init__(self, signed_in: Pass, **headers: str) -> None:
        self._headers = signed_in.headers | headers
        self._connection = http.client.HTTPConnection("127.0.0.1", signed_in.port, timeout=30)

    def ask(self, ask: Ask) -> Answer:
        started = time.perf_counter()
        self._connection.request(ask.method, ask.path, ask.body, ask.headers_of(self._headers))
        response = self._connection.getresponse()
        answer = Answer(body=response.read(), seconds=time.perf_counter() - started, headers=response.headers)
        if response.status not in ANSWERED:
            raise RuntimeError(f"{ask.method} was answered with {response.status}.")
        return answer
