import pytest
from django.core.management import CommandError

from participants import archiving, search
from participants.models import Event, Reading


def address_of(event):
    return f"/e/{event.slug}/archive/back/"


def test_an_organizer_brings_an_event_back(desk, archived):
    answer = desk.post(address_of(archived), follow=True)
    assert "active again" in answer.text
    event = Event.objects.get()
    assert (event.is_active, event.archived_at, event.archived_by) == (True, None, None)


def test_everybody_can_be_found_again_once_the_follower_has_been_there(archived, entrance, ana):
    archiving.bring_back(archived)
    event = archiving.next_to_index()
    archiving.index_or_leave(event)
    assert archiving.next_to_index() is None
    assert [hit.participant for hit in search.find(event, entrance, "conceicao").hits] == [ana]


def test_typos_are_forgiven_again(archived, entrance, ana):
    archiving.bring_back(archived)
    archiving.index_or_leave(archived)
    assert [hit.participant for hit in search.find(Event.objects.get(), entrance, "conseicao").hits] == [ana]


def test_its_door_is_open_to_its_staff_again(desk, tablet, archived):
    desk.post(address_of(archived))
    assert tablet.get(archived.get_absolute_url()).status_code == 200


def test_it_is_read_at_once(desk, archived):
    desk.post(address_of(archived))
    assert Reading.objects.get(event=archived).asked_at


def test_looking_brings_nothing_back(desk, archived):
    assert desk.get(address_of(archived)).status_code == 405
    assert not Event.objects.get().is_active


def test_a_stranger_and_door_staff_bring_nothing_back(tablet, tablet_of, stranger, archived):
    assert tablet_of(stranger).post(address_of(archived)).status_code == 404
    assert tablet.post(address_of(archived)).status_code == 403
    assert not Event.objects.get().is_active


def test_bringing_back_twice_is_harmless(desk, archived):
    for _twice in range(2):
        assert desk.post(address_of(archived)).status_code == 302
    assert Event.objects.get().is_active


def test_one_whose_people_are_forgotten_stays(desk, call, archived):
    call("forget", archived.product_id)
    assert desk.post(address_of(archived)).status_code == 409
    assert not Event.objects.get().is_active
    with pytest.raises(CommandError, match="stays archived"):
        call("archive_event", archived.product_id, "--back")


def test_the_command_brings_one_back(call, archived):
    assert "is active" in call("archive_event", archived.product_id, "--back")
    assert Event.objects.get().is_active
