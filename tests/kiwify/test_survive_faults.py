import time

import pytest

from participants.kiwify.client import Filter
from participants.kiwify.errors import Forbidden, NotFound, NotUnderstood, RateLimited, Refused, Unavailable
from participants.kiwify.http import Patience

from .conftest import make_client


@pytest.mark.parametrize("fault", ["500", "502", "503", "429", "cut", "cut-body", "truncated", "html"])
def test_what_may_pass_is_tried_again(client, sandbox, naps, fault):
    sandbox.faults.add(fault, times=2)
    assert client.page(sandbox.product_id).participants
    assert len(naps) == 2
    assert naps[1] > 0


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429", RateLimited),
        ("502", Unavailable),
        ("cut", Unavailable),
        ("truncated", Unavailable),
        ("html", Unavailable),
    ],
)
def test_what_does_not_pass_is_told_after_four_tries(client, sandbox, naps, fault, error):
    sandbox.faults.add(fault)
    with pytest.raises(error) as problem:
        client.page(sandbox.product_id)
    assert not problem.value.permanent
    assert sandbox.calls.count("participants") == 4


@pytest.mark.parametrize(("fault", "error"), [("400", Refused), ("403", Forbidden), ("404", NotFound)])
def test_what_a_person_must_mend_is_told_at_once(client, sandbox, naps, fault, error):
    sandbox.faults.add(fault)
    with pytest.raises(error) as problem:
        client.page(sandbox.product_id)
    assert problem.value.permanent
    assert naps == []


def test_a_wrong_shape_is_told_at_once(client, sandbox, naps):
    sandbox.faults.add("body", body={"data": "soon"})
    with pytest.raises(NotUnderstood):
        client.page(sandbox.product_id)
    assert naps == []


def test_an_unknown_event_is_not_found(client):
    with pytest.raises(NotFound, match="product id"):
        client.page("no-such-event")


def test_retry_after_is_honoured_in_seconds(client, sandbox, naps):
    sandbox.faults.add("429", times=1, retry_after=7)
    client.page(sandbox.product_id)
    assert naps == [pytest.approx(7, abs=0.5)]


def test_retry_after_is_honoured_as_a_date(client, sandbox, naps):
    sandbox.faults.add("429", times=1, retry_after_date=9)
    client.page(sandbox.product_id)
    assert naps == [pytest.approx(9, abs=1.5)]


@pytest.mark.parametrize("nonsense", ["soon", "-5", "9" * 400, "Mon, 99 Foo 2026"])
def test_a_senseless_retry_after_is_a_wait_of_our_own(client, sandbox, naps, nonsense):
    sandbox.faults.add("429", times=1, retry_after=nonsense)
    client.page(sandbox.product_id)
    assert 5 <= naps[0] <= 8


def test_a_wait_longer_than_our_patience_is_told_with_its_length(client, sandbox, naps):
    sandbox.faults.add("429", retry_after=3600)
    with pytest.raises(RateLimited) as problem:
        client.page(sandbox.product_id)
    assert (problem.value.retry_after, naps) == (3600, [])


@pytest.mark.parametrize(
    "fault", [("slow", {"seconds": 5}), ("drip", {"seconds": 0.05}), ("drip-head", {"seconds": 0.05})]
)
def test_a_hang_ends_with_our_patience(sandbox, keeper, naps, fault):
    name, options = fault
    client = make_client(sandbox, keeper, naps, patience=Patience(attempts=1, read=0.3, whole_answer=0.6))
    sandbox.faults.add(name, **options)
    began = time.monotonic()
    with pytest.raises(Unavailable, match="too long"):
        client.page(sandbox.product_id)
    assert time.monotonic() - began < 2


def test_an_address_that_leads_nowhere_is_unavailable(sandbox, keeper, naps):
    client = make_client(sandbox, keeper, naps, base_url="http://kiwify.invalid/v1")
    with pytest.raises(Unavailable):
        client.page(sandbox.product_id)


def test_waits_grow(client, sandbox, naps):
    sandbox.faults.add("503")
    with pytest.raises(Unavailable):
        client.page(sandbox.product_id)
    assert naps[0] < naps[1] < naps[2]


def test_no_message_holds_what_was_asked_for(client, sandbox):
    sandbox.faults.add("400")
    with pytest.raises(Refused) as problem:
        client.page(sandbox.product_id, Filter(cpf="64365501194", phone="82999990000"))
    assert "64365501194" not in repr(problem.value)
    assert problem.value.__cause__ is None


def test_every_call_is_booked_first(client, sandbox, keeper):
    list(client.pages(sandbox.product_id))
    assert keeper.calls == len(list(sandbox.calls)) == 4


def test_the_machines_netrc_does_not_replace_the_token(client, sandbox, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {sandbox.host} login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert client.page(sandbox.product_id).participants


def test_a_minute_that_is_used_up_here_is_waited_for_within_reason(client, sandbox, keeper, naps, monkeypatch):
    monkeypatch.setattr(keeper, "reserve_call", lambda: 50.0)
    with pytest.raises(RateLimited, match="used up here"):
        client.page(sandbox.product_id)
    assert naps.count(50.0) == 4


def test_a_status_whose_head_never_ends_is_not_believed(sandbox, keeper, naps):
    client = make_client(sandbox, keeper, naps, patience=Patience(attempts=1, read=0.3, whole_answer=0.6))
    sandbox.faults.add("404")
    sandbox.faults.add("drip-head", seconds=0.01)
    with pytest.raises(Unavailable, match="too long"):
        client.page(sandbox.product_id)
