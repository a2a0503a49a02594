"""What is archived can be looked at, by organizers, and changed by nobody."""

from uuid import uuid4

import pytest

from participants import schedule
from participants.models import CheckIn, Event, Role

POSTS = [
    "check-ins/", "check-ins/order/", "exits/", "refusals/", "notes/", "replay/", "reads/now/", "reads/accept/",
    "setup/", "checkpoints/new/", "staff/add/", "tablets/invitations/", "ticks/", "tablet/lights/",
]  # fmt: skip


@pytest.mark.parametrize("post", POSTS)
def test_nothing_is_changed_by_an_organizer_either(desk, archived, post):
    answer = desk.post(f"/e/{archived.slug}/{post}", {"id": str(uuid4())})
    assert answer.status_code == 403
    assert "archived" in answer.text


def test_a_check_in_at_an_archived_event_leaves_no_row(desk, archived, bia):
    desk.post(f"/e/{archived.slug}/check-ins/", {"id": uuid4(), "participant": bia.kiwify_id})
    assert CheckIn.objects.count() == 1


def test_the_staff_of_the_door_see_nothing_of_it(tablet, archived):
    assert tablet.get(archived.get_absolute_url()).status_code == 403
    assert tablet.post(f"/e/{archived.slug}/check-ins/", {"id": uuid4()}).status_code == 403


@pytest.mark.parametrize("page", ["", "setup/"])
def test_where_its_door_was_organizers_find_that_it_is_archived(desk, archived, page):
    answer = desk.get(f"/e/{archived.slug}/{page}", follow=True)
    assert answer.redirect_chain[-1][0] == f"/e/{archived.slug}/archive/"
    assert "Archived by Otto" in answer.text


def test_a_door_page_that_was_open_goes_there_too(desk, archived):
    answer = desk.get(archived.get_absolute_url(), {"q": "ana"}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/e/{archived.slug}/archive/"


@pytest.mark.parametrize("poll", ["counters/", "counters/live/", "?q=ana"])
def test_the_polls_of_a_door_page_that_was_open_lead_it_to_itself(tablet, desk, archived, poll):
    for client in (tablet, desk):
        answer = client.get(f"{archived.get_absolute_url()}{poll}", headers={"HX-Request": "true"}, follow=True)
        assert answer["HX-Redirect"].startswith(archived.get_absolute_url()) and not answer.content


def test_a_pass_from_before_opens_nothing(tablet, event, archived):
    type(event).objects.update(is_active=True)
    tablet.get(f"{event.get_absolute_url()}counters/", headers={"HX-Request": "true"})
    type(event).objects.update(is_active=False)
    answer = tablet.get(f"{event.get_absolute_url()}counters/live/", headers={"HX-Request": "true"}, follow=True)
    assert answer["HX-Redirect"] == event.get_absolute_url()


def test_there_staff_read_that_it_is_over(tablet, archived):
    answer = tablet.get(archived.get_absolute_url(), headers={"Accept-Language": "en"})
    assert "This event is archived" in answer.text and "Not with your role" not in answer.text
    assert "/archive/" not in answer.text


def test_what_an_organizer_is_refused_leads_to_where_it_is_brought_back(desk, archived):
    answer = desk.post(f"/e/{archived.slug}/staff/add/", {"name": "Nina"})
    assert "<h1>This event is archived</h1>" in answer.text
    assert f'href="/e/{archived.slug}/archive/"' in answer.text


def test_whoever_has_only_archived_events_is_told_so(tablet, desk, archived):
    for client in (tablet, desk):
        text = client.get("/", headers={"Accept-Language": "en"}).text
        assert "Your events were archived" in text
        assert "Connect the Kiwify account" not in text and "Ask the organizer to give you" not in text
    assert 'class="button is-main" href="/events/archived/"' in text


def test_no_follower_reads_it(archived):
    assert schedule.due_events(schedule.active_events, schedule.EVERYDAY) == []


def test_it_leaves_the_list_of_events_for_that_of_the_archive(desk, archived):
    front = desk.get("/?all").text
    assert archived.name not in front and "1 archived event" in front
    assert archived.name in desk.get("/events/archived/").text


def test_only_organizers_see_it_in_the_archive(tablet, archived):
    assert archived.name not in tablet.get("/events/archived/").text
    assert "/events/archived/" not in tablet.get("/?all").text


def test_an_admin_sees_every_archived_event(tablet_of, make_person, archived):
    ada = make_person("ada", None)
    type(ada).objects.update(is_superuser=True)
    assert archived.name in tablet_of(ada).get("/events/archived/").text


def test_its_old_tickets_are_strangers_at_the_next_door(archived, ana, account, make_person, tablet_of):
    other = Event.objects.create(account=account, product_id="product-2", name="Amanhã", slug="amanha")
    other.checkpoints.create(name="Entrada")
    other.memberships.create(user=make_person("lia", None), role=Role.DOOR)
    lia = tablet_of(other.memberships.get().user)
    answer = lia.post("/e/amanha/check-ins/", {"id": uuid4(), "code": ana.code}, headers={"Accept": "application/json"})
    assert (answer.json()["result"], CheckIn.objects.filter(detail="elsewhere").count()) == ("unknown", 0)
