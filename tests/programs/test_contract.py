"""One contract, run unchanged against the stand-in Kiwify and us: what works with one works with both."""

from datetime import UTC, datetime

import jwt
import pytest

from participants.kiwify.client import Filter
from participants.kiwify.errors import CredentialsDead, NotFound, TokenStale
from participants.kiwify.sandbox.sample import PUBLISHED

from .apis import Api, a_second_after
from .conftest import on_real_connections

pytestmark = on_real_connections

NOW = datetime(2031, 5, 2, 21, 0, 0, 500_000, tzinfo=UTC)
TOKEN = "/oauth/token"


@pytest.fixture(params=["kiwify", "ours"])
def api(request: pytest.FixtureRequest) -> Api:
    api: Api = request.getfixturevalue(request.param)
    return api


def test_a_key_gets_a_token_for_a_day(api: Api) -> None:
    reply = api.mint()
    token = reply.json()
    claims = jwt.decode(token["access_token"], options={"verify_signature": False})
    assert reply.status_code == 200
    assert list(token) == ["access_token", "token_type", "expires_in", "scope"]
    assert (token["token_type"], token["expires_in"]) == ("Bearer", "86400")
    assert "events" in token["scope"].split()
    assert claims["exp"] == pytest.approx(datetime.now(UTC).timestamp() + 86_400, abs=10)


@pytest.mark.parametrize("wrong", [{"client_secret": "wrong"}, {"client_id": "wrong"}, {"client_secret": ""}])
def test_a_wrong_key_is_a_400_auth_error(api: Api, wrong: dict[str, str]) -> None:
    reply = api.mint(**wrong)
    assert (reply.status_code, reply.json()["error"]) == (400, "auth_error")
    assert list(reply.json()) == ["error", "message"]


def test_a_key_sent_as_json_is_a_400_auth_error(api: Api) -> None:
    key = {"client_id": api.client_id, "client_secret": api.client_secret}
    reply = api.session.post(api.base_url + TOKEN, json=key, timeout=10)
    assert (reply.status_code, reply.json()["error"]) == (400, "auth_error")


@pytest.mark.parametrize(
    "changed",
    [
        {"Authorization": None},
        {"Authorization": "Bearer made.up.token"},
        {"x-kiwify-account-id": None},
        {"x-kiwify-account-id": "somebody-else"},
    ],
)
def test_without_the_right_headers_it_is_a_401(api: Api, changed: dict[str, str]) -> None:
    reply = api.call(headers=api.headers | changed)
    assert reply.status_code == 401
    assert list(reply.json()) == ["error", "message"]


def test_an_unknown_product_is_a_404(api: Api) -> None:
    reply = api.call(product_id="no-such-product")
    assert reply.status_code == 404
    assert list(reply.json()) == ["error", "message"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_list_is_only_read(api: Api, method: str) -> None:
    reply = api.call(method)
    assert reply.status_code == 405
    assert list(reply.json()) == ["error", "message"]


def test_a_page_has_the_published_keys_in_the_published_order(api: Api) -> None:
    page = api.ask().json()
    assert list(page) == list(PUBLISHED)
    assert list(page["pagination"]) == list(PUBLISHED["pagination"])
    assert list(page["data"]) == list(PUBLISHED["data"])
    assert list(page["data"]["participants"][0]) == list(PUBLISHED["data"]["participants"][0])


def test_every_value_has_the_published_kind(api: Api) -> None:
    for page in api.pages():
        assert all(type(page["data"][name]) is int for name in list(PUBLISHED["data"])[:-1])
        for row in page["data"]["participants"]:
            assert all(value is None or (isinstance(value, str) and value) for value in row.values())
            for name in ("created_at", "updated_at"):
                assert datetime.strptime(row[name], "%Y-%m-%dT%H:%M:%S.%f%z").tzinfo is not None
                assert len(row[name]) == len("2023-11-24T10:30:04.855Z")


def test_ten_rows_are_a_page_and_a_hundred_the_largest(api: Api) -> None:
    assert api.ask().json()["pagination"] == {"count": 250, "page_number": 1, "page_size": 10}
    assert len(api.ask().json()["data"]["participants"]) == 10
    assert len(api.ask(page_size=100).json()["data"]["participants"]) == 100
    assert api.ask(page_size=101).status_code == 400


def test_pages_list_everybody_once_in_order_of_sale(api: Api) -> None:
    rows = api.rows()
    assert len({row["id"] for row in rows}) == len(rows) == 250
    assert rows == sorted(rows, key=lambda row: (row["created_at"], row["id"]))
    assert api.ask(page_number=99).json()["data"]["participants"] == []


@pytest.mark.parametrize("field", ["external_id", "batch_id", "phone", "cpf", "order_id"])
def test_an_exact_filter_lists_the_rows_that_have_the_value(api: Api, field: str) -> None:
    everybody = api.rows()
    value = next(row[field] for row in reversed(everybody) if row[field])
    assert api.rows(**{field: value}) == [row for row in everybody if row[field] == value]
    assert api.rows(**{field: "nobodys"}) == api.rows(**{field: ""}) == []


@pytest.mark.parametrize(("asked", "came"), [("true", True), ("false", False)])
def test_checked_in_splits_the_list(api: Api, asked: str, came: bool) -> None:
    expected = [row for row in api.rows() if (row["checkin_at"] is not None) is came]
    assert expected
    assert api.rows(checked_in=asked) == expected


@pytest.mark.parametrize("field", ["created_at", "updated_at"])
def test_dates_cut_with_their_start_and_without_their_end(api: Api, field: str) -> None:
    everybody = api.rows()
    start, end = sorted(str(row[field]) for row in everybody)[50:151:100]
    span = {f"{field}_start_date": start, f"{field}_end_date": end}
    assert api.rows(**span) == [row for row in everybody if start <= str(row[field]) < end]


@pytest.mark.parametrize("field", ["created_at", "updated_at"])
def test_a_date_alone_is_midnight_utc(api: Api, field: str) -> None:
    everybody = api.rows()
    start, end = sorted(str(row[field])[:10] for row in everybody)[50:201:150]
    span = {f"{field}_start_date": start, f"{field}_end_date": end}
    assert api.rows(**span) == [row for row in everybody if start <= str(row[field]) < end]
    assert api.rows(**span)


def test_filters_narrow_one_another(api: Api) -> None:
    one = api.rows(checked_in="true")[0]
    query = {"batch_id": one["batch_id"], "external_id": one["external_id"], "checked_in": "true"}
    span = {"created_at_start_date": one["created_at"], "created_at_end_date": a_second_after(one)}
    assert api.rows(**query, **span) == [one]
    assert api.rows(**query | {"checked_in": "false"}) == []


@pytest.mark.parametrize(
    "query",
    [
        {"page_size": "0"},
        {"page_size": "ten"},
        {"page_number": "0"},
        {"page_number": "-1"},
        {"page_number": str(10**30)},
        {"page_number": ""},
        {"checked_in": "yes"},
        {"checked_in": "\x00"},
        {"created_at_start_date": "yesterday"},
        {"created_at_end_date": "2031-13-01"},
        {"updated_at_start_date": "20310501"},
        {"updated_at_end_date": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_a_query_that_makes_no_sense_is_a_400_validation_error(api: Api, query: dict[str, str]) -> None:
    reply = api.ask(**query)
    assert (reply.status_code, reply.json()["error"]) == (400, "ValidationError")
    assert list(reply.json()) == ["error", "message"]
    assert next(iter(query)) in reply.json()["message"]


def test_unknown_parameters_are_ignored(api: Api) -> None:
    assert api.ask(sort="name", name="Ana").json() == api.ask().json()


def test_an_arrival_shows_at_once(api: Api) -> None:
    before, [guest, *_others] = api.ask().json()["data"]["total_checkin"], api.rows(checked_in="false")
    api.let_in(str(guest["id"]), NOW)
    [row] = api.rows(external_id=guest["external_id"])
    assert row["checkin_at"] == "2031-05-02T21:00:00.500Z"
    assert row in api.rows(checked_in="true")
    assert api.ask().json()["data"]["total_checkin"] == before + 1


def test_our_own_client_reads_every_page(api: Api) -> None:
    people = [one for page in api.client().pages(api.product_id) for one in page.participants]
    assert [one.id for one in people] == [row["id"] for row in api.rows()]
    assert [one.checkin_at for one in people if one.checkin_at]


def test_our_own_client_filters(api: Api) -> None:
    guest = api.client().page(api.product_id, Filter(checked_in=True)).participants[0]
    wanted = Filter(
        checked_in=True,
        external_id=guest.external_id,
        batch_id=guest.batch_id,
        created_at_start_date=guest.created_at,
        updated_at_end_date=NOW,
    )
    page = api.client().page(api.product_id, wanted)
    assert (page.count, page.participants) == (1, (guest,))


def test_our_own_client_meets_the_errors_it_knows(api: Api) -> None:
    with pytest.raises(NotFound):
        api.client().page("no-such-product")
    api.account_id = "somebody-else"
    with pytest.raises(TokenStale):
        api.client().page(api.product_id)
    api.client_secret = "wrong"
    with pytest.raises(CredentialsDead):
        api.client().check_credentials()
