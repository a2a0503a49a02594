from datetime import UTC, datetime

import pytest

from participants.kiwify.client import Filter
from participants.kiwify.errors import NotUnderstood
from participants.kiwify.sandbox import SAMPLE_PRODUCT_ID


def test_every_participant_comes_page_by_page_at_a_hundred(client, sandbox):
    pages = list(client.pages(sandbox.product_id))
    assert [len(page.participants) for page in pages] == [100, 100, 50]
    assert len({row.id for page in pages for row in page.participants}) == 250


def test_a_last_page_that_is_full_is_followed_by_an_empty_one(client, sandbox):
    sandbox.add_event("hundred", participants=100)
    assert [len(page.participants) for page in client.pages("hundred")] == [100, 0]


def test_the_published_sample_is_read_though_it_contradicts_itself(client):
    (page,) = client.pages(SAMPLE_PRODUCT_ID)
    assert page.count == 10
    assert [row.external_id for row in page.participants] == [
        "YRC3IQGCR24TWKT",
        "ZQAU4F3U2E73Z2N",
        "N7HHNQCFJH0HK57",
    ]
    assert page.totals.max_tickets == 10
    assert page.participants[0].created_at == datetime(2023, 11, 24, 10, 30, 4, 855000, tzinfo=UTC)


def test_totals_come_with_each_page(client, sandbox):
    page = client.page(sandbox.product_id)
    assert page.totals.issued_tickets == 250
    assert page.totals.max_tickets == page.totals.available + page.totals.issued_tickets


@pytest.mark.parametrize("field", ["external_id", "batch_id", "phone", "cpf", "order_id"])
def test_one_field_can_be_asked_for(client, sandbox, field):
    wanted = next(row[field] for row in sandbox.event.rows() if row[field])
    (page,) = client.pages(sandbox.product_id, Filter(**{field: wanted}))
    assert page.participants
    assert {getattr(row, field) for row in page.participants} == {wanted}


@pytest.mark.parametrize("checked_in", [True, False])
def test_those_checked_in_or_not_can_be_asked_for(client, sandbox, checked_in):
    pages = client.pages(sandbox.product_id, Filter(checked_in=checked_in))
    assert {row.checkin_at is not None for page in pages for row in page.participants} == {checked_in}


@pytest.mark.parametrize("field", ["created_at", "updated_at"])
def test_a_span_of_time_can_be_asked_for(client, sandbox, field):
    moments = sorted(datetime.fromisoformat(row[field]) for row in sandbox.event.rows())
    start, end = moments[50], moments[100]
    pages = client.pages(sandbox.product_id, Filter(**{f"{field}_start_date": start, f"{field}_end_date": end}))
    found = [getattr(row, field) for page in pages for row in page.participants]
    assert sorted(found) == [moment for moment in moments if start <= moment < end]


def test_a_page_repeated_for_ever_is_noticed(client, sandbox):
    sandbox.faults.add("same-page")
    with pytest.raises(NotUnderstood, match="again and again"):
        list(client.pages(sandbox.product_id))


def test_an_empty_list_instead_of_data_means_nobody(client, sandbox):
    sandbox.faults.add("empty-list")
    assert [page.participants for page in client.pages(sandbox.product_id)] == [()]


def test_a_page_size_below_nothing_does_not_make_a_list_endless(client, sandbox):
    sandbox.faults.add("body", body={"pagination": {"page_size": -1}, "data": {"participants": []}})
    assert len(list(client.pages(sandbox.product_id))) == 1
