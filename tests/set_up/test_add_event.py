"""Adding an event: its product is tried first, whoever adds it organizes it, and its first read is asked for."""

import threading

import pytest

from participants.events import add_event
from participants.following import follow
from participants.models import Account, Event, Membership, Reading, Role
from participants.schedule import active_events
from participants.set_up.new_events import AN_ID

from .conftest import setup_of


@pytest.fixture
def new(connected, kiwify):
    return {
        "account": connected.pk, "product_id": kiwify.product_id, "name": "Show de Verão",
        "timezone": "America/Manaus", "starts_at": "2026-11-22T19:00", "ends_at": "",
    }  # fmt: skip


@pytest.fixture
def add(desk, new):
    return lambda **changes: desk.post("/events/new/", new | changes)


def test_an_organizer_adds_one_and_organizes_it(add, otto):
    answer = add()
    event = Event.objects.get(name="Show de Verão")
    assert (answer.status_code, answer["Location"]) == (302, setup_of(event))
    assert event.memberships.get().user == otto
    assert event.memberships.get().role == Role.ORGANIZER


def test_its_moments_are_those_of_its_own_time_zone(add):
    add()
    assert Event.objects.get(name="Show de Verão").starts_at.isoformat() == "2026-11-22T23:00:00+00:00"


def test_the_first_read_is_asked_for_at_once(add):
    add()
    assert Reading.objects.get(event__name="Show de Verão").asked_at


def test_twice_is_one(add):
    add()
    again = add(name="Outro nome")
    assert (again.status_code, "Show de Verão" in again.text) == (400, True)
    assert Event.objects.filter(account__name="Loja").count() == 1


def test_the_address_of_the_products_page_will_do(add, kiwify):
    assert AN_ID.fullmatch(kiwify.product_id)
    add(product_id=f"https://dashboard.kiwify.com.br/products/edit/{kiwify.product_id.upper()}?tab=general")
    assert Event.objects.get(name="Show de Verão").product_id == kiwify.product_id


def test_a_product_that_is_no_event_is_told_and_not_kept(add):
    answer = add(product_id="00000000-0000-4000-8000-000000000000")
    assert (answer.status_code, "Kiwify knows no event with this product id" in answer.text) == (400, True)
    assert "untried" not in answer.text
    assert not Event.objects.filter(name="Show de Verão").exists()


def test_a_product_without_any_count_of_tickets_is_asked_about(add, kiwify):
    kiwify.faults.add("body", on="participants", body={"data": [], "pagination": {"count": 0}})
    answer = add()
    assert "Is it an event?" in answer.text
    assert 'name="untried"' in answer.text


@pytest.mark.parametrize("name", ["client_secret", "client_id"])
def test_a_dead_key_is_told_beside_the_account(add, connected, name):
    Account.objects.filter(pk=connected.pk).update(**{name: "dead"})
    answer = add()
    assert "Make a new API key in Kiwify" in answer.text
    assert not Event.objects.filter(name="Show de Verão").exists()


def test_a_wrong_account_id_is_told(add, connected):
    Account.objects.filter(pk=connected.pk).update(account_id="another")
    assert "but not for this account id" in add().text


def test_while_kiwify_is_down_nothing_typed_is_lost(add, kiwify):
    kiwify.stop()
    answer = add()
    assert ("Kiwify does not answer." in answer.text, 'value="Show de Verão"' in answer.text) == (True, True)
    assert not Event.objects.filter(name="Show de Verão").exists()


def test_and_the_event_may_be_added_untried(add, kiwify):
    kiwify.stop()
    assert add(untried="yes").status_code == 302
    assert Reading.objects.get(event__name="Show de Verão").asked_at


def test_untried_does_not_help_a_product_that_kiwify_knows_not(add):
    assert add(product_id="nowhere", untried="yes").status_code == 400


@pytest.mark.parametrize("wrong", [
    {"account": ""}, {"account": "999"}, {"account": "9" * 50}, {"account": "x"}, {"product_id": ""},
    {"product_id": "x" * 65}, {"product_id": "x" * 400}, {"product_id": "á é"}, {"name": ""}, {"name": "x" * 201},
    {"timezone": "Mars/Olympus"}, {"timezone": ""}, {"starts_at": "soon"}, {"starts_at": "9999-12-31T23:59"},
    {"starts_at": "0001-01-01T00:00"}, {"starts_at": "2026-11-22T19:00", "ends_at": "2026-11-22T18:00"},
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(add, wrong):
    answer = add(**wrong)
    assert answer.status_code == 400
    assert "errorlist" in answer.text or "notice is-stop" in answer.text
    assert not Event.objects.filter(account__name="Loja").exists()


def test_an_account_of_somebody_else_is_not_offered_and_not_taken(desk, add, account, event):
    assert ">Casa<" not in desk.get("/events/new/").text
    assert add(account=account.pk).status_code == 400


def test_of_a_strangers_event_only_that_it_is_there_is_told(add, connected, kiwify):
    add_event(product_id=kiwify.product_id, name="Segredo", account=connected)
    answer = add()
    assert ("Ask its organizer, or an admin" in answer.text, "Segredo" in answer.text) == (True, False)


def test_without_an_account_one_is_led_to_connect_it(desk):
    page = desk.get("/events/new/").text
    assert ("First connect the Kiwify account" in page, "/accounts/new/" in page) == (True, True)


def test_an_admin_adds_one_of_any_account(at_desk, ada, new):
    assert at_desk(ada).post("/events/new/", new).status_code == 302
    assert Membership.objects.get(user=ada).role == Role.ORGANIZER


def test_a_follower_that_runs_already_reads_it_at_once(add, transactional_db, until_read):
    add()
    until_read(follow, active_events)
    assert Event.objects.get(name="Show de Verão").issued_tickets == 250


@pytest.fixture
def until_read():
    """Let a follower run until it has told of one read."""

    def until_read(follow, wanted):
        stop = threading.Event()
        follow(wanted, lambda run: stop.set(), stop)

    return until_read
