"""Archiving in the admin, and lists that show tonight's events unless an archived one is chosen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants import archiving
from participants.models import Event, Participant, SyncRun

from .conftest import list_of, page_of


def button(event, action):
    return reverse("admin:participants_event_button", args=[event.pk, action])


@pytest.fixture
def old(event, account, ana):
    """An archived event beside an active one, with a guest of its own."""
    old = Event.objects.create(account=account, product_id="p-2", name="Festa de 2019", slug="festa-2019")
    Participant.objects.create(event=old, kiwify_id="k-9", name="Zuleica Antiga", sorts_as="zuleica antiga")
    archiving.archive(old, person=ana, now=timezone.now())
    archiving.index_or_leave(old)
    old.refresh_from_db()
    return old


def test_archiving_asks_first_and_does_nothing_before(desk, event):
    assert "It can be brought back." in desk.post(button(event, "archive")).text
    assert Event.objects.get().is_active


def test_a_confirmed_archiving_archives(press, event, ana):
    assert press(event, "archive", confirmed="yes") == ["Noite do Empreendedor is archived."]
    event.refresh_from_db()
    assert (event.is_active, event.archived_by) == (False, ana)


def test_archiving_twice_is_harmless(press, old):
    press(old, "archive", confirmed="yes")
    assert Event.objects.get(pk=old.pk).archived_at == old.archived_at


@pytest.mark.parametrize("action", ["archive", "bring_back"])
def test_looking_changes_nothing(desk, old, action):
    assert desk.get(button(old, action)).status_code == 405


@pytest.mark.parametrize("action", ["archive", "bring_back"])
def test_a_stranger_changes_nothing(client, event, old, stranger, action):
    client.force_login(stranger)
    for one in (event, old):
        client.post(button(one, action), {"confirmed": "yes"})
    assert Event.objects.get(pk=event.pk).is_active and not Event.objects.get(pk=old.pk).is_active


def test_an_event_that_is_on_is_not_archived(press, event):
    Event.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    assert "people may be at its door" in press(event, "archive", confirmed="yes")[0]
    assert Event.objects.get().is_active


def test_an_event_is_brought_back_and_twice_is_harmless(press, old):
    for _twice in range(2):
        assert press(old, "bring_back") == ["Festa de 2019 is active again."]
    assert Event.objects.get(pk=old.pk).is_active


def test_one_whose_people_are_forgotten_is_not(press, old):
    archiving.forget(old, now=timezone.now())
    assert "stays archived" in press(old, "bring_back")[0]


def test_an_archived_event_is_not_read(press, old):
    assert "Bring it back first" in press(old, "read_now")[0]
    assert not SyncRun.objects.exists()


def test_its_page_says_since_when_and_by_whom(desk, old):
    page = desk.get(page_of(old)).text
    assert "Bring it back" in page and "ana" in page and "Open the door" not in page


def test_the_list_of_events_is_tonights(desk, old, event):
    assert "Festa de 2019" not in desk.get(list_of(Event)).text
    archived = desk.get(list_of(Event), {"archived": "yes"}).text
    assert "Festa de 2019" in archived and page_of(event) not in archived


def test_lists_of_people_are_tonights_unless_an_archived_event_is_chosen(desk, old, arrive):
    arrive("Bia Souza")
    tonight = desk.get(list_of(Participant)).text
    assert "Bia Souza" in tonight and "Zuleica" not in tonight
    assert "Zuleica" in desk.get(list_of(Participant), {"event": old.pk}).text


def test_people_of_an_archived_event_are_found(desk, old):
    assert "Zuleica" in desk.get(list_of(Participant), {"event": old.pk, "q": "antiga"}).text
