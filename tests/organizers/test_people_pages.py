"""The list of people and one participant's page, over HTTP."""

import pytest
from django.utils import timezone

from participants.events import add_event
from participants.models import AccessEntry, Role, Seen

from .conftest import HTMX

PEOPLE = "/e/noite-do-empreendedor/people/"

WRONG = [
    "state=bogus",
    "batch=999",
    "batch=99999999999999999999",
    "batch=x",
    "checkpoint=-1",
    "person=999",
    "gate=Nowhere",
    "sort=cpf",
    "since=2026-02-31T10:00",
    "since=9999-12-31T23:59",
    "since=0001-01-01T00:00",
    "until=tomorrow",
    "since=2026-11-22T20:00&until=2026-11-22T19:00",
    "after=1000000000",
    "after=99999999999999999999999",
    "after=-1",
    "after=x",
    "q=%00",
    "state=not_arrived&since=2026-11-22T20:00",
]


@pytest.fixture
def ana(arrive):
    return arrive(
        "Ana Conceição", cpf="12345598109", email="ana@example.com", phone="11987653509", order_id="order-1"
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.DOOR, Role.LEAD])
def test_it_is_for_organizers(tablet_of, make_person, ana, role):
    somebody = tablet_of(make_person("somebody", role))
    assert somebody.get(PEOPLE).status_code == 403
    assert somebody.get(f"{PEOPLE}{ana.pk}/").status_code == 403
    assert not AccessEntry.objects.exists()


def test_to_a_stranger_it_does_not_exist(tablet_of, stranger, ana):
    assert tablet_of(stranger).get(PEOPLE).status_code == 404
    assert tablet_of(stranger).get(f"{PEOPLE}{ana.pk}/").status_code == 404


def test_an_organizer_of_another_event_is_a_stranger_here(tablet_of, make_person, account, event, ana):
    other = add_event(product_id="other", name="Other", account=account)
    ursula = make_person("ursula", None)
    ursula.memberships.create(event=other, role=Role.ORGANIZER)
    assert tablet_of(ursula).get(PEOPLE).status_code == 404
    assert tablet_of(ursula).get(f"/e/{other.slug}/people/{ana.pk}/").status_code == 404


def test_an_admin_may_at_every_event(client, django_user_model, ana):
    client.force_login(django_user_model.objects.create_superuser("ada"))
    assert client.get(PEOPLE).status_code == 200


@pytest.mark.parametrize("page", ["", "1/"])
def test_it_is_only_looked_at(desk, event, page):
    assert desk.post(PEOPLE + page).status_code == 405


def test_the_list_masks_what_a_page_shows_whole(desk, ana):
    page = desk.get(PEOPLE).text
    assert "Ana Conceição" in page
    assert "•••.455.981-••" in page
    for secret in ("12345598109", "123.455.981-09", "ana@example.com", "98765"):
        assert secret not in page
    assert not AccessEntry.objects.exists()


def test_a_participants_page_shows_it_whole_and_is_remembered(desk, otto, ana):
    page = desk.get(f"{PEOPLE}{ana.pk}/").text
    assert all(told in page for told in ("123.455.981-09", "ana@example.com", "(11) 98765-3509"))
    entry = AccessEntry.objects.get()
    assert (entry.person, entry.what, entry.people, entry.details) == (otto, Seen.PARTICIPANT, 1, ana.kiwify_id)


@pytest.mark.parametrize("pk", [10**9, 10**30])
def test_nobody_has_a_page_of_this_number(desk, event, pk):
    assert desk.get(f"{PEOPLE}{pk}/").status_code == 404
    assert not AccessEntry.objects.exists()


def test_order_mates_are_linked(desk, ana, arrive):
    bia, caio = arrive("Bia", order_id="order-1"), arrive("Caio", order_id="order-2")
    page = desk.get(f"{PEOPLE}{ana.pk}/").text
    assert f"{PEOPLE}{bia.pk}/" in page
    assert f"{PEOPLE}{caio.pk}/" not in page


@pytest.mark.parametrize("asked", WRONG)
def test_what_cannot_be_read_is_said_and_lists_nobody(desk, ana, asked):
    answer = desk.get(f"{PEOPLE}?{asked}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "Ana Conceição" not in answer.text


@pytest.mark.parametrize("asked", WRONG)
def test_htmx_shows_what_is_wrong_in_the_place_of_the_list(desk, ana, asked):
    answer = desk.get(f"{PEOPLE}?{asked}", headers=HTMX)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert "Ana Conceição" not in answer.text


def test_a_batch_that_vanished_while_the_page_was_open(desk, arrive, make_batch):
    gone = make_batch("Gone")
    address = f"{PEOPLE}?batch={gone.pk}"
    assert desk.get(address).status_code == 200
    gone.delete()
    assert "There is no such choice any more" in desk.get(address).text


def test_a_filter_that_matches_nobody_says_so_and_leads_back(desk, ana):
    page = desk.get(f"{PEOPLE}?q=zzzz").text
    assert "Nobody matches this" in page
    assert f'href="{PEOPLE}">Clear the filters' in page


def test_htmx_gets_the_list_alone(desk, ana):
    answer = desk.get(PEOPLE, headers=HTMX)
    assert "Ana Conceição" in answer.text
    assert "<html" not in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_the_next_page_keeps_the_filters(desk, arrive):
    people = [arrive(f"Ana {number:02}") for number in range(51)]
    page = desk.get(f"{PEOPLE}?q=ana&state=not_arrived").text
    assert f"{PEOPLE}?q=ana&amp;state=not_arrived&amp;after={people[49].pk}" in page
    assert "Ana 50" not in page
    assert "Ana 50" in desk.get(f"{PEOPLE}?q=ana&state=not_arrived&after={people[49].pk}").text


def test_it_asks_as_often_however_many_there_are(desk, arrive, let_in, django_assert_max_num_queries):
    for number in range(30):
        let_in(arrive(f"Ana {number}"))
    with django_assert_max_num_queries(9):
        desk.get(PEOPLE)


def test_a_page_asks_as_often_however_long_the_story(desk, ana, arrive, let_in, django_assert_max_num_queries):
    for number in range(9):
        let_in(ana), let_in(arrive(f"Bia {number}", order_id="order-1"))
    with django_assert_max_num_queries(13):
        desk.get(f"{PEOPLE}{ana.pk}/")


def test_who_needs_attention_is_seen_at_once(desk, arrive):
    caio = arrive("Caio", attention="chargeback", attention_at=timezone.now())
    assert "Chargeback reported" in desk.get(PEOPLE).text
    assert "Chargeback reported" in desk.get(f"{PEOPLE}{caio.pk}/").text


def test_only_an_admin_is_led_to_the_admin(desk, client, django_user_model, ana):
    client.force_login(django_user_model.objects.create_superuser("ada"))
    there = f"/admin/participants/participant/{ana.pk}/change/"
    assert there in client.get(f"{PEOPLE}{ana.pk}/").text
    assert there not in desk.get(f"{PEOPLE}{ana.pk}/").text
