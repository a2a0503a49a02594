"""What a door page asks for every two seconds: nothing new, no content; and who is signed in is not asked for."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants import door
from participants.models import Checkpoint, Event, Membership, Role

from .conftest import HTMX


@pytest.fixture
def counters(event):
    return reverse("counters", args=[event.slug])


@pytest.fixture
def live(event):
    return reverse("live-counters", args=[event.slug])


@pytest.fixture
def fresh(event):
    """A read just now, which says nothing else for a while."""
    Event.objects.update(read_at=timezone.now())


@pytest.fixture
def poll(tablet, live, fresh):
    """What a page is told that shows the counters as they were a moment ago; first it is given a pass."""
    page = tablet.get(live, headers=HTMX, follow=True).text
    seen = re.search('seen=([^"&]+)', page)[1]
    return lambda: tablet.get(live, {"seen": seen}, headers=HTMX)


def test_nothing_new_is_no_content(poll):
    answer = poll()
    assert (answer.status_code, answer.content, "HX-Trigger" in answer) == (204, b"", False)


def test_nobody_asks_who_is_signed_in_nor_counts(poll, django_assert_max_num_queries):
    with django_assert_max_num_queries(3) as asked:
        poll()
    tables = " ".join(query["sql"] for query in asked.captured_queries)
    assert not re.search("session|auth_user|membership|checkin ", tables)


def test_who_came_is_told_with_the_news_that_people_moved(poll, arrive, let_in):
    let_in(arrive())
    answer = poll()
    assert "<dd>1</dd>" in answer.text
    assert "people-moved" in answer["HX-Trigger"]


def test_one_undone_and_another_let_in_is_news_though_the_numbers_are_the_same(
    tablet, live, arrive, let_in, rita, fresh
):
    row = let_in(arrive())
    seen = re.search('seen=([^"&]+)', tablet.get(live, headers=HTMX, follow=True).text)[1]
    door.undo(row, person=rita, now=row.recorded_at)
    let_in(arrive())
    assert "people-moved" in tablet.get(live, {"seen": seen}, headers=HTMX)["HX-Trigger"]


def test_what_a_read_changed_is_told(poll):
    Event.objects.update(changed_at=timezone.now())
    assert "people-moved" in poll()["HX-Trigger"]


@pytest.mark.parametrize(
    "change",
    [
        {"capacity": 1800}, {"max_tickets": 2200}, {"sold_tickets": 7}, {"issued_tickets": 7}, {"available": 9},
        {"read_at": None}, {"read_at": timezone.now() - timedelta(seconds=70)}, {"slug": "festa"},
    ],
)  # fmt: skip
def test_whatever_else_is_shown_is_told_too_and_nobody_looks_for_people(poll, change):
    Event.objects.update(**change)
    answer = poll()
    assert (answer.status_code, "HX-Trigger" in answer) == (200, False)


def test_a_checkpoint_that_begins_to_count_exits_is_told(poll, entrance):
    Checkpoint.objects.update(has_exit=True)
    assert "inside" in poll().text or "dentro" in poll().text


def test_a_pass_stays_at_the_counters_and_out_of_a_scripts_reach(tablet, counters):
    cookie = tablet.get(counters, headers=HTMX).cookies["counters"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Strict", counters, 30)


@pytest.mark.parametrize("cookie", ["", "1 organizer", "1 organizer:1abc:forged", "\x00"])
def test_without_a_good_pass_the_poll_goes_the_long_way(tablet, event, live, counters, cookie):
    tablet.cookies["counters"] = cookie
    answer = tablet.get(live, {"seen": "1.0-0"}, headers=HTMX)
    assert (answer.status_code, answer.url) == (302, f"{counters}?seen=1.0-0")


def test_a_stranger_and_nobody_get_no_numbers(client, tablet_of, stranger, live):
    assert client.get(live, headers=HTMX, follow=True).get("HX-Redirect", "").startswith("/sign-in/")
    assert tablet_of(stranger).get(live, headers=HTMX, follow=True).status_code == 404


def test_only_asking_is_allowed(tablet, live):
    assert tablet.post(live).status_code == 405


def test_a_pass_ends_with_the_sign_in(poll, tablet):
    tablet.cookies["sessionid"] = "somebody-elses"
    assert poll().status_code == 302


def test_a_pass_ends_by_itself_and_with_it_a_role_that_was_taken_away(poll, tablet, live, monkeypatch):
    Membership.objects.all().delete()
    monkeypatch.setattr("participants.views.passes.LASTS", -1)
    assert tablet.get(live, headers=HTMX, follow=True).status_code == 404


def test_the_boards_pass_does_not_open_the_counters(tablet_of, make_person, event, live):
    lia = tablet_of(make_person("lia", Role.LEAD))
    lia.get(reverse("attendance", args=[event.slug]))
    lia.cookies["counters"] = lia.cookies["attendance"].value
    assert lia.get(live, headers=HTMX).status_code == 302


def test_a_closed_event_is_closed_to_a_pass_too(poll):
    Event.objects.update(is_active=False)
    assert poll().status_code == 302


def test_another_checkpoint_shows_its_own(poll, tablet, live, event, arrive, let_in):
    vip = Checkpoint.objects.create(event=event, name="VIP", position=1)
    let_in(arrive())
    assert "<dd>0</dd>" in tablet.get(live, {"checkpoint": vip.pk}, headers=HTMX).text
    assert tablet.get(live, {"checkpoint": 10**9}, headers=HTMX).status_code == 404


def test_each_language_is_told_in_its_own_words(poll, tablet, live):
    tongues = ("en", "pt-BR", "en")
    shown = [tablet.get(live, headers=HTMX | {"Accept-Language": one}).text for one in tongues]
    assert ["Sold" in text for text in shown] == [True, False, True]


def test_a_plain_page_of_the_counters_changes_nobodys_poll(tablet, counters, live, fresh):
    tablet.get(counters)
    assert 'id="freshness"' in tablet.get(live, headers=HTMX, follow=True).text
