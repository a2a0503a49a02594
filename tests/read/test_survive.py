"""A full read in a bad world: the last good copy stays whole, the report says why, and the next good read ends it."""

import pytest

from participants.accounts import client_for
from participants.kiwify.errors import KiwifyError
from participants.kiwify.http import Patience
from participants.models import CheckIn, SyncRun

HASTY = Patience(attempts=2, read=0.3, whole_answer=0.6, longest_wait=0.2)
GARBLED = {"pagination": {"count": 1}, "data": {"participants": [{"id": 7}]}}
YEAR_9999 = {"pagination": {}, "data": {"participants": [{"id": "x", "checkin_at": "9999-12-31T23:59:59-03:00"}]}}

FAILS = [
    ("400", {}, "refused"),
    ("400", {"on": "token"}, "credentials_dead"),
    ("401", {}, "token_stale"),
    ("401", {"on": "token"}, "credentials_dead"),
    ("403", {}, "forbidden"),
    ("404", {}, "not_found"),
    ("429", {}, "rate_limited"),
    ("429", {"retry_after": 3600}, "rate_limited"),
    ("429", {"on": "token"}, "rate_limited"),
    ("500", {}, "unavailable"),
    ("502", {"on": "token"}, "unavailable"),
    ("503", {"retry_after": 1}, "unavailable"),
    ("html", {}, "unavailable"),
    ("html", {"on": "token"}, "unavailable"),
    ("truncated", {}, "unavailable"),
    ("truncated", {"page": 3}, "unavailable"),
    ("cut", {"page": 2}, "unavailable"),
    ("cut-body", {"page": 3}, "unavailable"),
    ("slow", {"seconds": 2, "page": 2}, "unavailable"),
    ("drip", {"seconds": 0.05, "page": 2}, "unavailable"),
    ("drip-head", {"seconds": 0.05, "page": 2}, "unavailable"),
    ("body", {"body": {"data": "soon"}, "page": 2}, "not_understood"),
    ("body", {"body": []}, "not_understood"),
    ("body", {"body": GARBLED, "page": 3}, "not_understood"),
    ("body", {"body": YEAR_9999}, "not_understood"),
    ("body", {"body": {"access_token": None}, "on": "token"}, "not_understood"),
    ("body", {"body": {}, "status": 302}, "not_understood"),
    ("same-page", {}, "not_understood"),
]


@pytest.fixture
def hasty(read, sandbox_event):
    """Read as ever, with little patience."""
    return lambda **options: read(client=client_for(sandbox_event.account, HASTY, lambda _: None), **options)


def fresh(event):
    event.refresh_from_db()
    return event


@pytest.mark.parametrize(("fault", "options", "trouble"), FAILS, ids=str)
def test_a_bad_answer_changes_nothing_and_says_why(hasty, sandbox, sandbox_event, copy, fault, options, trouble):
    hasty()
    before = copy()
    sandbox.event.sell(), sandbox.event.rename(sandbox.event.rows()[0]["id"], "Too Early")
    sandbox_event.account.__class__.objects.update(token="")
    sandbox.faults.add(fault, **options)
    with pytest.raises(KiwifyError):
        hasty()
    run = SyncRun.objects.first()
    assert (copy(), fresh(sandbox_event).trouble) == (before, trouble)
    assert (run.status, run.error, bool(run.reason), run.added) == (SyncRun.Status.FAILED, trouble, True, 0)
    assert sandbox_event.trouble_since == run.finished_at


def test_the_next_good_read_ends_the_trouble(hasty, sandbox, sandbox_event):
    sandbox.faults.add("502")
    with pytest.raises(KiwifyError):
        hasty()
    sandbox.faults.clear()
    assert hasty().added == 250
    assert (fresh(sandbox_event).trouble, sandbox_event.trouble_since) == ("", None)


def test_a_host_that_does_not_exist_is_no_answer(hasty, sandbox_event, settings, copy):
    hasty()
    before = copy()
    settings.KIWIFY_API_URL = "http://kiwify.invalid/v1"
    with pytest.raises(KiwifyError):
        hasty()
    assert (copy(), fresh(sandbox_event).trouble) == (before, "unavailable")


def test_a_stale_token_costs_one_mint_and_one_more_try(hasty, sandbox):
    hasty()
    sandbox.tokens.forget()
    sandbox.calls.clear()
    assert hasty().listed == 250
    assert (sandbox.calls.count("token"), sandbox.calls.count("participants")) == (1, 4)


def test_an_account_id_that_is_not_the_keys_is_told_after_one_mint(hasty, sandbox, sandbox_event):
    sandbox_event.account.account_id = "somebody-else"
    with pytest.raises(KiwifyError, match="account id"):
        hasty()
    assert (sandbox.calls.count("token"), sandbox.calls.count("participants")) == (2, 2)


def test_a_product_that_is_gone_keeps_its_people(hasty, sandbox, sandbox_event, copy):
    hasty()
    before = copy()
    sandbox.remove_event(sandbox.product_id)
    with pytest.raises(KiwifyError):
        hasty()
    assert (copy(), fresh(sandbox_event).trouble) == (before, "not_found")


@pytest.mark.parametrize(
    ("fault", "options"),
    [
        ("429", {"times": 1}),
        ("500", {"times": 1, "page": 2}),
        ("html", {"times": 1, "page": 3}),
        ("cut", {"times": 1, "page": 2}),
        ("truncated", {"times": 1}),
        ("401", {"times": 1, "page": 2}),
        ("page-size", {"most": 50}),
        ("duplicates", {}),
        ("drift", {"rows": -3}),
        ("count", {"by": 1000}),
        ("count", {"by": -1000}),
        ("no-counters", {}),
        ("expires-in", {"value": "soon"}),
    ],
    ids=str,
)
def test_what_a_read_gets_over_changes_nothing(hasty, sandbox, copy, fault, options):
    hasty()
    before = copy()
    sandbox.faults.add(fault, **options)
    run = hasty()
    assert (run.status, run.listed, copy()) == (SyncRun.Status.DONE, 250, before)


def test_two_pages_in_turn_for_ever_end_the_read(hasty, sandbox, copy, monkeypatch):
    hasty()
    before = copy()
    page = sandbox.event.page
    in_turn = lambda listing, window: slice(listing.page_number % 2 * 100, listing.page_number % 2 * 100 + 100)  # noqa: E731
    monkeypatch.setattr(
        sandbox.event, "page", lambda listing, window: page(listing, lambda _: in_turn(listing, window))
    )
    with pytest.raises(KiwifyError, match="again and again"):
        hasty()
    assert copy() == before


def test_an_empty_array_where_an_object_belongs_is_held(hasty, sandbox, copy):
    hasty()
    before = copy()
    sandbox.faults.add("empty-list")
    assert (hasty().status, copy()) == (SyncRun.Status.HELD, before)


def test_rows_of_nothing_but_an_id_keep_what_is_known_and_who_arrived(hasty, sandbox, copy):
    hasty()
    before, arrived = copy(), set(CheckIn.objects.values_list("pk", "closed_at"))
    sandbox.faults.add("nulls")
    run = hasty()
    assert (run.changed, run.missing, copy()) == (0, 0, before)
    assert set(CheckIn.objects.values_list("pk", "closed_at")) == arrived
