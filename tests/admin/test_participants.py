import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participants.events import add_event
from participants.models import Participant
from participants.search import index

from .conftest import list_of, page_of


@pytest.fixture
def listed(desk):
    """The names on a list filtered so."""

    def listed(**query):
        answer = desk.get(list_of(Participant, **query))
        assert answer.status_code == 200
        return [one.name for one in answer.context["cl"].result_list]

    return listed


@pytest.fixture
def other(account):
    """Another event, with somebody of her own."""
    event = add_event(product_id="p-2", name="Other", account=account)
    named = {"name": "Bia Souza", "code": "BIA", "email": "bia@x.example"}
    index([Participant.objects.create(event=event, kiwify_id="bia", **named)])
    return event


def test_everybody_is_listed_by_name_and_the_nameless_last(listed, arrive):
    for name in ("", "Caio", "Ana"):
        arrive(name)
    assert listed() == ["Ana", "Caio", ""]


@pytest.mark.parametrize(
    "q", ["conceicao", "ana con", "529.982.247-25", "4725", "ana@x.example", "(11) 98765-4321", "VIP"]
)
def test_in_one_event_they_are_found_as_at_the_door(listed, event, other, arrive, q):
    arrive("Ana Conceição", cpf="52998224725", email="ana@x.example", phone="5511987654321", batch="VIP")
    arrive("Caio")
    assert listed(event=event.pk, q=q) == ["Ana Conceição"]


def test_the_only_event_needs_no_choosing(listed, arrive):
    arrive("Ana Conceição")
    assert listed(q="conceicao") == ["Ana Conceição"]


@pytest.mark.parametrize("q", ["bia", "BIA", "bia@x.ex", "Bia S"])
def test_in_all_events_they_are_found_by_code_and_by_beginnings(listed, other, arrive, q):
    arrive("Ana")
    assert listed(q=q) == ["Bia Souza"]


def test_too_short_a_search_finds_nobody(listed, event, arrive):
    arrive("Ana")
    assert listed(event=event.pk, q="a") == []


def test_a_search_stays_in_its_event(listed, event, other, arrive):
    arrive("Bia Lima")
    assert listed(event=event.pk, q="bia") == ["Bia Lima"]


@pytest.mark.parametrize(("arrival", "names"), [("arrived", ["Ana"]), ("expected", ["Bia"]), ("withdrawn", ["Caio"])])
def test_they_are_filtered_by_arrival(listed, arrive, let_in, withdrawn, arrival, names):
    let_in(arrive("Ana"))
    arrive("Bia")
    arrive("Caio", **withdrawn)
    assert listed(arrival=arrival) == names


def test_they_are_filtered_by_batch(listed, event, arrive, make_batch):
    arrive("Ana", batch="VIP")
    arrive("Bia")
    assert listed(event=event.pk, batch=make_batch("VIP").pk) == ["Ana"]


def test_only_the_batches_of_the_chosen_event_are_offered(desk, event, other, arrive):
    arrive("Ana", batch="VIP")
    offered = "By batch"
    assert offered in desk.get(list_of(Participant, event=event.pk)).text
    assert offered not in desk.get(list_of(Participant)).text


def test_another_event_lets_go_of_the_batch(desk, event, other, make_batch):
    there = list_of(Participant, event=event.pk, batch=make_batch("VIP").pk)
    assert f'href="?event={other.pk}"' in desk.get(there).text


@pytest.mark.parametrize("query", [{"event": "x"}, {"event": "9" * 30}, {"batch": "x"}, {"arrival": "x"}])
def test_a_filter_that_is_no_choice_is_no_error(desk, event, other, arrive, query):
    arrive("Ana")
    assert desk.get(list_of(Participant, **query)).status_code == 200


def test_a_row_shows_no_whole_cpf_and_when_they_arrived(desk, arrive, let_in):
    let_in(arrive("Ana", cpf="52998224725"))
    page = desk.get(list_of(Participant)).text
    assert "•••.982.247-••" in page
    assert "52998224725" not in page
    assert "state is-good" in page


def test_the_page_of_one_is_masked_too(desk, arrive):
    ana = arrive("Ana", cpf="52998224725", email="ana.souza@x.example", phone="11987654321")
    page = desk.get(page_of(ana)).text
    assert "a•••@x.example" in page
    assert "•••• 4321" in page
    for whole in ("52998224725", "ana.souza", "11987654321"):
        assert whole not in page


def test_the_page_of_one_links_to_their_whole_story(desk, event, arrive):
    ana = arrive()
    assert f"{event.get_absolute_url()}people/{ana.pk}/" in desk.get(page_of(ana)).text


def test_the_page_of_one_links_to_their_check_ins(desk, arrive, let_in):
    ana = arrive("Ana")
    rows = [let_in(ana), let_in(ana)]
    page = desk.get(page_of(ana)).text
    assert all(page_of(row) in page for row in rows)


def test_the_order_links_to_everybody_on_it_however_short_its_id(desk, listed, event, other, arrive):
    ana, _bia = arrive("Ana", order_id="order-1"), arrive("Bia", order_id="order-1")
    arrive("Caio", order_id="order-2")
    there = list_of(Participant, event=event.pk, order_id="order-1").replace("&", "&amp;")
    assert there in desk.get(page_of(ana)).text
    assert listed(event=event.pk, order_id="order-1") == ["Ana", "Bia"]


def test_nobody_is_changed_here(desk, arrive):
    ana = arrive("Ana")
    assert desk.post(page_of(ana), {"name": "Bia"}).status_code == 403
    assert desk.post(reverse("admin:participants_participant_delete", args=[ana.pk])).status_code == 403
    assert Participant.objects.get().name == "Ana"


def test_more_people_cost_no_more_queries(desk, event, arrive, let_in):
    let_in(arrive("Ana", order_id="1"))
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(Participant, event=event.pk))
    for number in range(20):
        let_in(arrive(f"Ana {number}", batch=f"Lote {number}", order_id=str(number)))
    with CaptureQueriesContext(connection) as with_many:
        desk.get(list_of(Participant, event=event.pk))
    assert len(with_many) == len(with_one)


def test_more_check_ins_cost_their_page_no_more_queries(desk, arrive, let_in):
    ana = arrive("Ana")
    let_in(ana)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(page_of(ana))
    for _ in range(10):
        let_in(ana)
    with CaptureQueriesContext(connection) as with_many:
        desk.get(page_of(ana))
    assert len(with_many) == len(with_one)


@pytest.mark.parametrize(
    ("what", "before", "shown"),
    [
        ("name", "Ana Lima", "Ana Lima"),
        ("email", "ana.souza@x.example", "a•••@x.example"),
        ("cpf", "52998224725", "982.247"),
    ],
)
def test_what_kiwify_changed_is_told_and_masked(desk, event, arrive, what, before, shown):
    ana = arrive("Ana")
    event.participant_changes.create(participant=ana, at=timezone.now(), what=what, before=before, after="")
    page = desk.get(page_of(ana)).text
    assert shown in page
    assert (before in page) == (what == "name")


def test_the_page_of_one_leads_to_their_log(desk, event, arrive):
    ana = arrive()
    assert f"{reverse('log', args=[event.slug])}?participant={ana.pk}" in desk.get(page_of(ana)).text
