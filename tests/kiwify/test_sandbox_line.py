"""The transport: keep-alive, wrong methods, stopping, and a line that is slow or cut."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests

from participants.kiwify.sandbox import Sandbox

type Ask = Callable[..., requests.Response]


def test_one_connection_serves_many_calls_refused_ones_too(ask: Ask, sandbox: Sandbox) -> None:
    address = urlsplit(sandbox.base_url)
    call = b"POST /v1/nowhere HTTP/1.1\r\nHost: kiwify\r\nContent-Length: 5\r\n\r\nhello"
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=5) as line:
        line.sendall(call + call)
        answers = b""
        while answers.count(b"HTTP/1.1 404") < 2:
            answers += line.recv(65_536)
    assert answers.count(b'"error":"NotFound"') >= 1


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_wrong_method_is_a_405_in_json(method: str, sandbox: Sandbox, session: requests.Session) -> None:
    url = f"{sandbox.base_url}/events/{sandbox.product_id}/participants"
    reply = session.request(method, url, data=b"{}", timeout=5)
    assert (reply.status_code, reply.json()["error"]) == (405, "MethodNotAllowed")


def test_a_token_cannot_be_got_with_get(sandbox: Sandbox, session: requests.Session) -> None:
    assert session.get(f"{sandbox.base_url}/oauth/token", timeout=5).status_code == 405


def test_an_unknown_path_is_a_404_in_json(sandbox: Sandbox, session: requests.Session) -> None:
    for path in ("/events", "/events/x/participants/", "/sales"):
        reply = session.get(f"{sandbox.base_url}{path}", timeout=5)
        assert (reply.status_code, reply.json()["error"]) == (404, "NotFound")


def test_a_slow_answer_comes_whole(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("slow", seconds=0.2)
    began = time.monotonic()
    assert len(ask().json()["data"]["participants"]) == 10
    assert time.monotonic() - began >= 0.2


def test_a_dripping_answer_outlasts_the_pause_between_its_bytes(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("drip", seconds=0.001)
    began = time.monotonic()
    assert len(ask(page_size=1).json()["data"]["participants"]) == 1
    assert time.monotonic() - began >= 0.4


def test_a_dripping_head_comes_whole_too(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("drip-head", seconds=0.001)
    began = time.monotonic()
    assert len(ask(page_size=1).json()["data"]["participants"]) == 1
    assert time.monotonic() - began >= 0.1


@pytest.mark.parametrize("fault", ["cut", "cut-body"])
def test_a_cut_line_is_an_error_of_the_connection(fault: str, ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add(fault, times=1)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        ask()
    assert ask().status_code == 200


def test_truncated_json_is_valid_http(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("truncated")
    reply = ask()
    assert reply.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        reply.json()


def test_a_caller_who_gives_up_leaves_no_trace(ask: Ask, sandbox: Sandbox, capfd: pytest.CaptureFixture[str]) -> None:
    address = urlsplit(sandbox.base_url)
    sandbox.faults.add("slow", seconds=0.1, on="any", times=1)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=5) as line:
        line.sendall(b"GET /v1/nowhere HTTP/1.1\r\nHost: kiwify\r\n\r\n")
    time.sleep(0.2)
    assert ask().status_code == 200
    assert capfd.readouterr().err == ""


def test_a_stopped_kiwify_answers_nobody_and_comes_back_at_the_same_address(ask: Ask, sandbox: Sandbox) -> None:
    ask()
    sandbox.stop()
    with pytest.raises(requests.ConnectionError):
        ask()
    sandbox.start()
    assert ask().status_code == 200


def test_many_callers_at_once(ask: Ask, sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(16) as threads:
        statuses = list(threads.map(lambda number: ask(page_number=number).status_code, range(1, 101)))
    assert statuses == [200] * 100
    assert sandbox.calls.count("participants") == 100


def test_calls_are_logged_in_order_with_their_query(ask: Ask, sandbox: Sandbox) -> None:
    ask(page_number=1)
    ask(page_number=2)
    token, first, second = sandbox.calls
    assert (token.method, token.path, token.subject) == ("POST", "/v1/oauth/token", "token")
    assert [first.query["page_number"], second.query["page_number"]] == ["1", "2"]
    sandbox.calls.clear()
    assert len(sandbox.calls) == 0


def test_the_sandbox_knows_nothing_of_django() -> None:
    script = "import sys, participants.kiwify.sandbox; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
