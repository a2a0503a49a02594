"""When a page's rows are renewed: where somebody came or left whom they show, or of their orders, and a read's news."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from participants import door
from participants.models import Event
from participants.notes import About, add_note

from .conftest import HTMX


@pytest.fixture
def showing(tablet, event):
    """A page that shows the rows of this search; asked, whether its poll now tells it to renew them."""
    Event.objects.update(read_at=timezone.now())
    live = reverse("live-counters", args=[event.slug])

    def showing(query):
        rows = tablet.get(event.get_absolute_url(), {"q": query}, headers=HTMX).text
        told = {name: re.findall(f'name="{name}" value="(\\w*)"', rows) for name in ("shown", "presence")}
        told["seen"] = re.search('seen=([^"&]+)', tablet.get(live, headers=HTMX, follow=True).text)[1]
        return lambda: "people-moved" in tablet.get(live, told, headers=HTMX).headers.get("HX-Trigger", "")

    return showing


def test_somebody_in_the_rows_came(showing, arrive, let_in):
    ana = arrive("Ana")
    is_told = showing("ana")
    assert not is_told()
    let_in(ana)
    assert is_told()


@pytest.mark.parametrize("query", ["ana", "nobody", ""])
def test_somebody_else_came(showing, arrive, let_in, query):
    arrive("Ana"), let_in(arrive("Caio"))
    is_told = showing(query)
    let_in(arrive("Bia"))
    assert not is_told()


def test_somebody_of_their_order_came(showing, arrive, let_in):
    _ana, bia = arrive("Ana", order_id="order-1"), arrive("Bia", order_id="order-1")
    is_told = showing("ana")
    let_in(bia)
    assert is_told()


def test_somebody_in_the_rows_was_taken_back_and_came_again(showing, arrive, let_in, rita):
    row = let_in(ana := arrive("Ana"))
    is_told = showing("ana")
    door.undo(row, person=rita, now=row.recorded_at)
    let_in(ana)
    assert is_told()


def test_somebody_in_the_rows_was_noted_or_refused_when_others_move(showing, arrive, let_in, rita, entrance):
    ana, now = arrive("Ana"), timezone.now()
    for happens in (
        lambda: add_note(ana, About.PARTICIPANT, "Cadeira de rodas", person=rita, now=now),
        lambda: door.refuse(
            door.Claim(ana), id=uuid4(), checkpoint=entrance, person=rita, reason="misconduct", now=now
        ),
    ):
        is_told = showing("ana")
        happens(), let_in(arrive("Bia"))
        assert is_told()


def test_a_read_changed_a_ticket_and_the_list_may_be_another(showing):
    is_told = showing("ana")
    Event.objects.update(changed_at=timezone.now())
    assert is_told()


@pytest.mark.parametrize("told", [{"shown": "x"}, {"shown": ["-1", "9" * 30]}, {"presence": "\0"}])
def test_what_no_page_sends_is_answered_with_the_news(tablet, event, showing, arrive, let_in, told):
    showing(""), let_in(arrive())
    asked = {"seen": "0.0-0", "presence": "0"} | told
    answer = tablet.get(reverse("live-counters", args=[event.slug]), asked, headers=HTMX)
    assert (answer.status_code, answer.headers.get("HX-Trigger")) == (200, '{"people-moved": {}}')
