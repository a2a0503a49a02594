"""An event's own page: what organizers set, what is wrong, and two of them at once."""

import pytest

from participants.models import Batch, Event, Role

from .conftest import messages_of, setup_of


@pytest.fixture
def shown(desk, event):
    """What the form of the page holds now; anything else may be typed over it."""

    def shown():
        form = desk.get(setup_of(event)).context["form"]
        values = {field.html_name: field.value() for field in form}
        moments = {name: form[name].field.widget.format_value(values[name]) for name in ("starts_at", "ends_at")}
        return {name: value for name, value in (values | moments).items() if value is not None}

    return shown


@pytest.fixture
def save(desk, event, shown):
    return lambda **typed: desk.post(setup_of(event), shown() | typed, follow=True)


def test_an_organizer_sets_all_of_it(save, event):
    answer = save(
        name="Noite Nova", starts_at="2026-11-22T19:00", ends_at="2026-11-23T02:00", timezone="America/Manaus",
        colour="rose", capacity="1800", warns_at="80",
    )  # fmt: skip
    assert messages_of(answer) == ["Saved."]
    event.refresh_from_db()
    assert (event.name, event.colour, event.capacity, event.warns_at) == ("Noite Nova", "rose", 1800, 80)
    assert event.starts_at.isoformat() == "2026-11-22T23:00:00+00:00"


def test_twice_is_harmless(save, event):
    assert [save(capacity="1800").status_code for _ in range(2)] == [200, 200]


def test_saving_what_is_shown_changes_nothing(save, event, make_batch):
    make_batch("VIP")
    Event.objects.update(starts_at="2026-11-22T22:00:00Z", capacity=50)
    before = Event.objects.values().get()
    save()
    assert Event.objects.values().get() == before


def test_an_empty_capacity_is_kiwifys_again(save, event):
    Event.objects.update(capacity=50)
    save(capacity="")
    event.refresh_from_db()
    assert event.capacity is None


def test_a_batch_gets_its_colour(save, make_batch):
    vip = make_batch("VIP")
    save(**{f"batch-{vip.pk}": "olive"})
    vip.refresh_from_db()
    assert vip.colour == "olive"


@pytest.mark.parametrize("wrong", [
    {"name": ""}, {"name": "x" * 201}, {"name": "nul\0"}, {"colour": "pink"}, {"timezone": "Mars/Olympus"},
    {"capacity": "0"}, {"capacity": "-5"}, {"capacity": "many"}, {"capacity": "9" * 30}, {"warns_at": "0"},
    {"warns_at": "101"}, {"warns_at": ""}, {"starts_at": "soon"}, {"ends_at": "9999-12-31T23:59"},
    {"starts_at": "2026-11-22T19:00", "ends_at": "2026-11-22T18:00"},
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(save, event, wrong):
    before = Event.objects.values().get()
    answer = save(**wrong)
    assert (answer.status_code, "Something is not right yet." in answer.text) == (400, True)
    assert Event.objects.values().get() == before


@pytest.mark.parametrize("key", ["999", "9" * 50, "x", ""])
def test_a_batch_that_vanished_is_told_so(save, key):
    answer = save(**{f"batch-{key}": "olive"})
    assert (answer.status_code, "A batch is no longer there." in answer.text) == (400, True)


def test_a_batch_of_another_event_is_not_touched(save, account, event):
    other = Event.objects.create(account=account, product_id="p-2", name="Outro", slug="outro")
    alien = Batch.objects.create(event=other, name="Alheio")
    assert save(**{f"batch-{alien.pk}": "olive"}).status_code == 400
    alien.refresh_from_db()
    assert alien.colour == "blue"


def test_a_colour_that_there_is_not(save, make_batch):
    assert save(**{f"batch-{make_batch('VIP').pk}": "pink"}).status_code == 400


# Two at once.


def test_the_second_hears_what_the_first_changed_and_overwrites_nothing(desk, event, shown, save):
    early = shown()
    save(capacity="1800")
    answer = desk.post(setup_of(event), early | {"capacity": "900"})
    assert (answer.status_code, "Places in the hall is now: 1800" in answer.text) == (409, True)
    event.refresh_from_db()
    assert event.capacity == 1800


def test_what_the_second_typed_is_kept_in_the_form_and_saved_when_said_again(desk, event, shown, save):
    early = shown()
    save(capacity="1800", name="Noite Nova")
    form = desk.post(setup_of(event), early | {"capacity": "900"}).context["form"]
    again = {field.html_name: field.value() or "" for field in form}
    assert (again["capacity"], again["name"]) == ("900", "Noite Nova")
    assert desk.post(setup_of(event), again).status_code == 302
    event.refresh_from_db()
    assert (event.capacity, event.name) == (900, "Noite Nova")


def test_a_batchs_colour_is_told_by_its_word(desk, event, shown, save, make_batch):
    name = f"batch-{make_batch('VIP').pk}"
    early = shown()
    save(**{name: "olive"})
    assert "VIP is now: olive" in desk.post(setup_of(event), early | {name: "rose"}).text


def test_a_moment_is_told_in_the_events_time(desk, event, shown, save):
    early = shown()
    save(starts_at="2026-11-22T19:00")
    answer = desk.post(setup_of(event), early | {"starts_at": "2026-11-22T20:00"})
    assert "Starts is now: 11/22/2026 7 p.m." in answer.text


def test_both_with_the_same_wish_are_no_quarrel(desk, event, shown, save):
    early = shown()
    save(capacity="1800")
    assert desk.post(setup_of(event), early | {"capacity": "1800"}).status_code == 302


def test_a_batch_that_came_meanwhile_keeps_its_colour(desk, event, shown, make_batch):
    early = shown()
    vip = make_batch("VIP")
    Batch.objects.update(colour="olive")
    assert desk.post(setup_of(event), early | {"name": "Noite Nova"}).status_code == 302
    vip.refresh_from_db()
    assert vip.colour == "olive"


@pytest.mark.parametrize("mark", ["", "{", "[]", "null", '{"capacity": 5}', "9" * 5000])
def test_a_form_that_cannot_say_what_it_showed_overwrites_nothing(desk, event, shown, mark):
    Event.objects.update(capacity=1800)
    answer = desk.post(setup_of(event), shown() | {"shown": mark, "capacity": "900"})
    assert answer.status_code == 409
    event.refresh_from_db()
    assert event.capacity == 1800


# Who may.


@pytest.mark.parametrize("page", ["", "checklist/"])
@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.DOOR, 403), (Role.LEAD, 403), (Role.ORGANIZER, 200)])
def test_only_organizers_see_it(at_desk, make_person, event, page, role, status):
    assert at_desk(make_person("somebody", role)).get(setup_of(event) + page).status_code == status


@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.DOOR, 403), (Role.LEAD, 403)])
def test_nobody_else_changes_it(at_desk, make_person, event, role, status):
    answer = at_desk(make_person("somebody", role)).post(setup_of(event), {"name": "Mine"})
    assert (answer.status_code, Event.objects.get().name) == (status, event.name)


def test_an_admin_may(at_desk, ada, event):
    assert at_desk(ada).get(setup_of(event)).status_code == 200


def test_the_checklist_is_only_read(desk, event):
    assert desk.post(f"{setup_of(event)}checklist/").status_code == 405


@pytest.mark.parametrize("page", ["", "attendance/"])
def test_the_door_and_the_other_places_lead_there(desk, event, page):
    assert f'href="{setup_of(event)}"' in desk.get(f"{event.get_absolute_url()}{page}").text


# The first page.


def test_who_organizes_adds_events_from_the_first_page(desk, event):
    assert 'href="/events/new/"' in desk.get("/?all").text


def test_an_admin_of_an_empty_installation_is_led_to_connect_an_account(at_desk, ada):
    page = at_desk(ada).get("/").text
    assert 'href="/accounts/"' in page
    assert "manage.py" not in page


@pytest.mark.parametrize("role", [None, Role.DOOR, Role.LEAD])
def test_others_are_not_led_there(at_desk, make_person, event, role):
    assert "/events/new/" not in at_desk(make_person("somebody", role)).get("/?all").text
