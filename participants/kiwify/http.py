"""One HTTP exchange with Kiwify: bounded in time and size, and told apart into JSON or a named error."""

import json
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

from .errors import Forbidden, NotFound, NotUnderstood, RateLimited, Refused, Unavailable

LARGEST_BODY = 8 * 1024 * 1024
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try: attempts for one answer, and seconds for each attempt and for the longest wait between."""

    attempts: int = 4
    connect: float = 3.05
    read: float = 10
    whole_answer: float = 25
    longest_wait: float = 90


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        """The decoded body. Raises Unavailable: what is no JSON came from a gateway or was cut off."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Unavailable("Kiwify answered with something that is not JSON.") from None

    def raise_for_status(self) -> None:
        """Raises the error of the tree that this status stands for; nothing for 200 and 401."""
        if self.status in (200, 401):
            return
        if self.status == 429:
            raise RateLimited("Kiwify asks us to call less often.", retry_after=_seconds(self.headers))
        if self.status >= 500:
            raise Unavailable(f"Kiwify answered with status {self.status}.")
        if self.status == 403:
            raise Forbidden("This Kiwify key may not read events. In Kiwify, give it the scope `events`.")
        if self.status == 404:
            raise NotFound("Kiwify knows no event with this product id in this account.")
        if self.status >= 400:
            raise Refused(f"Kiwify refused the request with status {self.status}.")
        raise NotUnderstood(f"Kiwify answered with the unexpected status {self.status}.")


def session_for(patience: Patience) -> requests.Session:
    """A session whose calls end within the patience for a whole answer, however slowly its head comes in."""
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _BoundedAdapter(patience.whole_answer))
    return session


def exchange(session: requests.Session, request: requests.Request, patience: Patience) -> Answer:
    """Send one request and read its whole answer. Raises Unavailable; redirects are not followed."""
    deadline = time.monotonic() + patience.whole_answer
    try:
        prepared = session.prepare_request(request)
        # The machine's proxy and certificates count; its .netrc must not replace the token (see `as_given`).
        surroundings = session.merge_environment_settings(prepared.url, {}, True, None, None)
        with session.send(
            prepared, timeout=(patience.connect, patience.read), allow_redirects=False, **surroundings
        ) as response:
            return Answer(response.status_code, response.headers, _whole_body(response, deadline))
    except (requests.Timeout, urllib3.exceptions.TimeoutError):
        raise Unavailable("Kiwify took too long to answer.") from None
    except (requests.RequestException, urllib3.exceptions.HTTPError):
        raise Unavailable("Kiwify could not be reached, or the connection was cut.") from None


def as_given(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An `auth` that leaves the headers alone; without one, requests looks for a .netrc."""
    return request


class _BoundedAdapter(HTTPAdapter):
    """A timeout of requests starts again with each byte; this one hangs up when the head is not whole in time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        if not issubclass(pool.ConnectionCls, _Bounded):
            pool.ConnectionCls = type("Bounded", (_Bounded, pool.ConnectionCls), {"seconds": self._seconds})
        return pool


class _Bounded(urllib3.connection.HTTPConnection):
    seconds: float

    def getresponse(self) -> Any:
        hang_up = threading.Timer(self.seconds, _hang_up, [self.sock])
        hang_up.daemon = True
        hangs_up_at = time.monotonic() + self.seconds
        hang_up.start()
        try:
            return super().getresponse()
        finally:
            hang_up.cancel()
            if time.monotonic() >= hangs_up_at:
                # Half a head looks whole to http.client; the status in it is not to be believed.
                raise TimeoutError


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):  # it was closed in the same moment
        connection.shutdown(socket.SHUT_RDWR)


def _whole_body(response: requests.Response, deadline: float) -> bytes:
    body = bytearray()
    # read1 comes back with what is there; iter_content would wait for a whole chunk, drop by drop.
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        body += chunk
        if time.monotonic() > deadline:
            raise Unavailable("Kiwify took too long to answer.")
        if len(body) > LARGEST_BODY:
            raise Unavailable("Kiwify sent far more than a page.")
    return bytes(body)


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Retry-After as seconds from now: a number or an HTTP date; None where absent or senseless."""
    told = headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit() and len(told) < 9:
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
