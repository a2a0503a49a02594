"""A signed-in tablet: the real sign-in form once, then requests over one kept-alive connection."""

import http.client
import re
import time
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

import requests

PERSON, PASSWORD = "rita", "porta-da-frente-1"


class Ask(NamedTuple):
    path: str
    form: dict[str, str] | None = None  # None, and no `json`: a GET
    as_htmx: bool = True
    json: bytes | None = None


class Answer(NamedTuple):
    seconds: float
    body: bytes


@dataclass(frozen=True, slots=True)
class Pass:
    """What a signed-in browser holds. `session` is for what is not timed."""

    port: int
    session: requests.Session
    headers: dict[str, str]
    checkpoint: str


def sign_in(port: int, slug: str) -> Pass:
    session = requests.Session()
    session.trust_env = False
    address = f"http://127.0.0.1:{port}/sign-in/"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', session.get(address).text)
    form = {"username": PERSON, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
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
    """http.client and nothing around it: the client's own cost would shrink every ratio."""

    def __init__(self, signed_in: Pass, **headers: str) -> None:
        self._headers = signed_in.headers | headers
        self._connection = http.client.HTTPConnection("127.0.0.1", signed_in.port, timeout=30)

    def ask(self, ask: Ask) -> Answer:
        headers = self._headers | ({"HX-Request": "true"} if ask.as_htmx else {})
        method, body = "GET", None
        if ask.json is not None:
            method, body, headers["Content-Type"] = "POST", ask.json, "application/json"
        elif ask.form is not None:
            method, body = "POST", urlencode(ask.form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self._connection.request(method, ask.path, body, headers)
        response = self._connection.getresponse()
        answer = Answer(body=response.read(), seconds=time.perf_counter() - started)
        if response.status != 200:
            raise RuntimeError(f"{method} was answered with {response.status}.")
        return answer
