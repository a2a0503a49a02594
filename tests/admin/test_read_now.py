import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from participants.admin import event_actions
from participants.events import add_event
from participants.models import Event, Participant, Reading, SyncRun
from participants.sync import read_event

from .conftest import list_of, page_of


@pytest.fixture
def shrunk(kiwify, event):
    """An event that was read, and of which Kiwify then lists a fifth less: the next read is held."""
    read_event(event)
    for row in kiwify.event.rows()[:50]:
        kiwify.event.withdraw(row["id"])
    return event


def test_the_button_reads_the_event(press, kiwify, event):
    (sentence,) = press(event, "read_now")
    assert sentence.startswith("Noite do Empreendedor: 250 listed, 250 added, 0 changed, 0 withdrawn")
    assert event.participants.count() == 250


def test_reading_twice_is_harmless(press, kiwify, event):
    press(event, "read_now")
    (sentence,) = press(event, "read_now")
    assert "250 listed, 0 added, 0 changed, 0 withdrawn" in sentence


def test_after_the_button_one_is_on_the_events_page(desk, kiwify, event):
    answer = desk.post(reverse("admin:participants_event_button", args=[event.pk, "read_now"]))
    assert answer.url == page_of(event)


def test_several_events_are_read_from_the_list_and_each_reported(run, kiwify, event, account):
    nowhere = add_event(product_id="nowhere", name="Another", account=account)
    sentences = run([event, nowhere], "read_now")
    assert any(sentence.startswith("Noite do Empreendedor: 250 listed") for sentence in sentences)
    assert any(sentence.startswith("Another: Kiwify knows no event") for sentence in sentences)


def test_a_failed_read_is_reported_as_a_sentence(press, kiwify, event):
    kiwify.faults.add("401", on="token")
    (sentence,) = press(event, "read_now")
    assert sentence.startswith("Noite do Empreendedor: Kiwify refuses this client id and secret.")
    assert SyncRun.objects.get().status == "failed"


def test_one_hiccup_of_kiwify_is_borne(press, kiwify, event):
    kiwify.faults.add("503", times=1)
    assert "250 listed" in press(event, "read_now")[0]


def test_a_read_that_takes_too_long_is_given_up_and_changes_nothing(press, kiwify, event, monkeypatch):
    monkeypatch.setattr(event_actions, "LONGEST_READ", 0)
    (sentence,) = press(event, "read_now")
    assert f"manage.py sync --event {event.product_id}" in sentence
    assert not Participant.objects.exists()


def test_a_read_that_lacks_many_tickets_is_held_and_says_so(press, shrunk):
    (sentence,) = press(shrunk, "read_now")
    assert "Kiwify no longer lists 50 tickets, so nobody was withdrawn." in sentence
    assert not Participant.objects.filter(withdrawn_at__isnull=False).exists()


def test_only_a_held_read_offers_to_be_believed_on_the_page(desk, press, shrunk):
    there = reverse("admin:participants_event_button", args=[shrunk.pk, "believe"])
    assert there not in desk.get(page_of(shrunk)).text
    press(shrunk, "read_now")
    assert there in desk.get(page_of(shrunk)).text


def test_believing_asks_first_and_does_nothing_before(desk, press, shrunk):
    press(shrunk, "read_now")
    answer = desk.post(reverse("admin:participants_event_button", args=[shrunk.pk, "believe"]))
    assert "the last read lacked 50 tickets." in answer.text
    assert SyncRun.objects.count() == 2


def test_a_confirmed_belief_withdraws_the_missing(press, shrunk):
    press(shrunk, "read_now")
    (sentence,) = press(shrunk, "believe", confirmed="yes")
    assert sentence == "Noite do Empreendedor: 50 tickets were withdrawn."
    assert Participant.objects.filter(withdrawn_at__isnull=False).count() == 50


def test_one_ticket_is_one(press, shrunk):
    press(shrunk, "read_now")
    Reading.objects.update(held=[Participant.objects.first().pk])
    (sentence,) = press(shrunk, "believe", confirmed="yes")
    assert sentence == "Noite do Empreendedor: 1 ticket was withdrawn."


def test_believing_twice_is_harmless(press, shrunk):
    press(shrunk, "read_now")
    press(shrunk, "believe", confirmed="yes")
    assert ": 0 tickets" in press(shrunk, "believe", confirmed="yes")[0]


def test_the_list_asks_first_too(desk, shrunk):
    read_event(shrunk)
    fields = {"action": "believe", "_selected_action": [shrunk.pk]}
    asked = desk.post(list_of(Event), fields)
    assert "Believe that the missing tickets are gone?" in asked.text
    desk.post(list_of(Event), fields | {"confirmed": "yes"})
    assert Participant.objects.filter(withdrawn_at__isnull=False).count() == 50


@pytest.mark.django_db(transaction=True, available_apps=[app.name for app in apps.get_app_configs()])
def test_nobody_is_kept_from_checking_in_while_kiwify_is_asked(press, run, kiwify, event, monkeypatch):
    locked = []

    def read(*args, **kwargs):
        locked.append(connection.in_atomic_block)
        return read_event(*args, **kwargs)

    monkeypatch.setattr(event_actions, "read_event", read)
    press(event, "read_now")
    run([event], "read_now")
    assert locked == [False, False]
