"""The board as a page: who may look, what it shows, and that a poll with nothing new costs next to nothing."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from participants.attendance import shared
from participants.events import add_event
from participants.models import Membership, Role, Source

from .conftest import HTMX

BOARD = "/e/noite-do-empreendedor/attendance/"


@pytest.fixture(autouse=True)
def nobody_looked_before():
    shared._boards.clear()


@pytest.fixture
def lia(tablet_of, make_person):
    """A lead's browser, in English."""
    browser = tablet_of(make_person("lia", Role.LEAD))
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.mark.parametrize(("role", "status"), [(Role.DOOR, 403), (Role.LEAD, 200), (Role.ORGANIZER, 200)])
def test_leads_and_organizers_may_look(tablet_of, make_person, event, role, status):
    assert tablet_of(make_person("somebody", role)).get(BOARD).status_code == status


def test_door_staff_see_nothing_of_it(tablet, event, arrive, let_in):
    let_in(arrive("Ana Conceição"))
    for headers in ({}, HTMX):
        answer = tablet.get(BOARD, headers=headers)
        assert answer.status_code == 403
        assert "Ana" not in answer.text


def test_to_a_stranger_it_does_not_exist(tablet_of, stranger, event):
    assert tablet_of(stranger).get(BOARD).status_code == 404


def test_nobody_is_sent_to_the_sign_in(client, event):
    assert client.get(BOARD).status_code == 302


def test_an_organizer_of_another_event_is_a_stranger(tablet_of, make_person, event, account):
    otto = make_person("otto", None)
    other = add_event(product_id="product-2", name="Manhã", account=account)
    Membership.objects.create(user=otto, event=other, role=Role.ORGANIZER)
    assert tablet_of(otto).get(BOARD).status_code == 404


def test_an_admin_sees_every_board(tablet_of, make_person, event):
    ada = make_person("ada", None)
    type(ada).objects.update(is_superuser=True)
    assert tablet_of(ada).get(BOARD).status_code == 200


def test_a_board_is_not_posted_to(lia, event):
    assert lia.post(BOARD).status_code == 405


def test_it_shows_the_counters(lia, event, arrive, let_in):
    type(event).objects.update(max_tickets=2200, issued_tickets=2000, sold_tickets=1980, available=200)
    let_in(arrive())
    page = lia.get(BOARD).text
    assert "of 2,200 places · 0%" in page
    assert "<strong>1,999</strong>" in page
    assert all(number in page for number in ("2,200", "1,980 + 20 courtesies", "200"))


def test_before_the_first_read_it_says_what_it_does_not_know(lia, event):
    page = lia.get(BOARD).text
    assert "<strong>—</strong>" in page
    assert "too few arrivals to tell" in page
    assert "Nobody has come to a door yet." in page


@pytest.mark.parametrize(("places", "word"), [(3, ""), (2, "Over 90%: nearly full"), (1, "Full")])
def test_it_warns_and_alarms_in_words(lia, event, arrive, let_in, places, word):
    type(event).objects.update(max_tickets=places * 10)
    for _ in range(19 if places == 2 else 10):
        let_in(arrive())
    page = lia.get(BOARD).text
    assert f'class="capacity-word" role="status">{word}</p>' in page


def test_everybody_in_is_said(lia, event, arrive, let_in):
    type(event).objects.update(issued_tickets=1)
    let_in(arrive())
    assert "everybody has come" in lia.get(BOARD).text


def test_a_good_pace_has_a_finish(lia, event, arrive, let_in):
    type(event).objects.update(issued_tickets=20)
    for _ in range(10):
        let_in(arrive())
    page = lia.get(BOARD).text
    assert "<strong>2.0</strong> a minute" in page
    assert "at this pace" in page


def test_the_latest_verdicts_are_there_refused_ones_too(lia, event, arrive, let_in):
    let_in(ana := arrive("Ana Conceição")), let_in(ana), let_in(code="NOBODYHASTHIS00")
    page = lia.get(BOARD).text
    assert page.count('class="line is-') == 3
    assert '<span class="code">NOBO…S00</span>, unknown' in page
    assert "Ana Conceição, already in" in page


def test_a_name_is_no_markup(lia, event, arrive, let_in):
    let_in(arrive("<b>Ana</b>"))
    assert "<b>Ana" not in lia.get(BOARD).text


def test_tablets_are_there_with_person_and_silence(lia, event, make_tablet, rita):
    now = timezone.now()
    make_tablet("Gate A", person=rita, battery=12), make_tablet("Gate B", seen_at=now - timedelta(seconds=48))
    page = lia.get(BOARD).text
    assert "Rita" in page
    assert '<strong class="is-low">12%</strong>' in page
    assert page.count(", silent") == 1


def test_the_chart_is_a_table_too(lia, event, arrive, let_in, make_tablet):
    let_in(arrive(), tablet=make_tablet("Gate A")), let_in(arrive())
    page = lia.get(BOARD, {"span": "hour", "step": "60"}).text
    assert ">Gate A</th>" in page
    assert ">No gate</th>" in page
    assert '<td class="number">1</td><td class="number">1</td><td class="number">2</td>' in page


def test_what_was_chosen_stays_chosen_while_it_renews_itself(lia, event):
    chosen = {"since": "2026-11-22T19:00", "until": "2026-11-22T20:00", "step": "15"}
    page = unescape(lia.get(BOARD, chosen).text)
    assert f'hx-get="{BOARD}live/?{urlencode(chosen)}&seen=' in page
    assert re.findall(r'aria-current="true">(.*?)<', page.split('id="main"')[1]) == ["15 min"]


@pytest.mark.parametrize("wrong", [
    {"span": "year"}, {"step": "7"}, {"since": "soon"}, {"until": "2026-11-22T20:00"}, {"step": "\x00"},
    {"since": "9999-12-31T00:00", "until": "9999-12-31T23:59"}, {"span": "' OR 1=1"},
])  # fmt: skip
def test_what_is_wrong_is_said_above_the_usual_chart(lia, event, wrong):
    answer = lia.get(BOARD, wrong)
    assert answer.status_code == 400
    assert 'class="chart-wrong" role="alert"' in answer.text
    assert f'hx-get="{BOARD}live/?seen=' in answer.text


def test_a_poll_with_nothing_new_has_no_content(lia, event):
    page = lia.get(BOARD)
    seen = page.context["board"].mark
    assert lia.get(BOARD, {"seen": seen}, headers=HTMX).status_code in (200, 204)
    assert lia.get(BOARD, {"seen": shared.board_of(event.pk).mark}, headers=HTMX).status_code == 204


@pytest.mark.parametrize("seen", ["", "0.0.0", "\x00", "x" * 3000])
def test_whoever_saw_something_else_gets_it_anew(lia, event, seen):
    answer = lia.get(BOARD, {"seen": seen}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text


def test_a_page_is_never_empty_though_its_mark_was_seen(lia, event):
    lia.get(BOARD)
    assert "<html" in lia.get(BOARD, {"seen": shared.board_of(event.pk).mark}).text


@pytest.mark.parametrize(("language", "words"), [("pt-BR", "Dentro agora"), ("en", "Inside now")])
def test_two_people_share_a_board_each_in_their_language(lia, event, language, words):
    lia.get(BOARD, headers={"Accept-Language": "en" if language == "pt-BR" else "pt-BR"})
    assert words in lia.get(BOARD, headers={"Accept-Language": language}).text


@pytest.mark.parametrize("page", ["exports/", "log/"])
def test_only_organizers_are_led_to_what_is_theirs(lia, tablet_of, make_person, event, page):
    otto = tablet_of(make_person("otto", Role.ORGANIZER))
    assert f'href="{event.get_absolute_url()}{page}"' in otto.get(BOARD).text
    assert f'href="{event.get_absolute_url()}{page}"' not in lia.get(BOARD).text


@pytest.fixture
def nothing_asked(django_assert_num_queries):
    return django_assert_num_queries(0)


def test_who_was_let_in_is_not_asked_for_at_every_poll(lia, event, nothing_asked):
    lia.get(BOARD)
    with nothing_asked:
        answer = lia.get(f"{BOARD}live/", headers=HTMX)
    assert 'id="board"' in answer.text


def test_a_pass_is_out_of_a_scripts_reach_and_stays_at_the_board(lia, event):
    cookie = lia.get(BOARD).cookies["attendance"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Strict", BOARD, 30)


@pytest.mark.parametrize("cookie", ["", "1 organizer", "1 organizer:1abc:forged", "\x00"])
def test_without_a_good_pass_the_poll_goes_the_long_way(lia, event, cookie):
    lia.cookies["attendance"] = cookie
    answer = lia.get(f"{BOARD}live/", {"span": "hour"}, headers=HTMX)
    assert (answer.status_code, answer.url) == (302, f"{BOARD}?span=hour")


def test_a_pass_ends_with_the_sign_in(lia, event):
    lia.get(BOARD)
    lia.cookies["sessionid"] = "somebody-elses"
    assert lia.get(f"{BOARD}live/", headers=HTMX).status_code == 302


def test_a_pass_ends_by_itself_and_with_it_a_role_that_was_taken_away(lia, event, monkeypatch):
    lia.get(BOARD)
    Membership.objects.all().delete()
    monkeypatch.setattr("participants.views.passes.LASTS", -1)
    assert lia.get(f"{BOARD}live/", headers=HTMX, follow=True).status_code == 404


def test_a_pass_is_for_one_event(lia, event, account):
    other = add_event(product_id="product-2", name="Manhã", account=account)
    lia.get(BOARD)
    assert lia.get(f"{other.get_absolute_url()}attendance/live/", headers=HTMX, follow=True).status_code == 404


def test_door_staff_and_strangers_get_no_pass(tablet, tablet_of, stranger, event):
    for browser in (tablet, tablet_of(stranger)):
        assert "board" not in browser.get(BOARD).cookies
        assert browser.get(f"{BOARD}live/", headers=HTMX, follow=True).status_code in (403, 404)


def test_the_board_of_a_closed_event_is_closed_to_leads_at_once(lia, event):
    lia.get(BOARD)
    type(event).objects.update(is_active=False)
    shared._boards.clear()
    there = lia.get(f"{BOARD}live/", headers=HTMX, follow=True)["HX-Redirect"]
    assert lia.get(there).status_code == 403


def test_the_poll_is_in_the_events_own_time(lia, event, arrive, let_in):
    type(event).objects.update(timezone="Asia/Tokyo")
    row = let_in(arrive())
    lia.get(BOARD)
    there = timezone.localtime(row.recorded_at, ZoneInfo("Asia/Tokyo"))
    assert f"{there:%H:%M:%S}" in lia.get(f"{BOARD}live/", headers=HTMX).text


@pytest.fixture
def double(arrive, let_in):
    """Ana was let in by a tablet, and by another one that was offline and told it later."""
    let_in(ana := arrive()), let_in(ana, source=Source.OFFLINE, person=None)


@pytest.mark.parametrize(("role", "may_decide"), [(Role.LEAD, False), (Role.ORGANIZER, True)])
def test_a_ticket_that_came_in_twice_is_told_to_whom_may_decide(
    tablet_of, make_person, event, double, role, may_decide
):
    page = tablet_of(make_person("somebody", role)).get(BOARD, headers={"Accept-Language": "en"}).text
    assert "1 ticket was let in twice" in page
    assert (f'href="{event.get_absolute_url()}doubles/">Decide</a>' in page) is may_decide


def test_where_nothing_is_wrong_nothing_is_said(lia, event, arrive, let_in):
    let_in(arrive())
    assert "board-doubles" not in lia.get(BOARD).text
