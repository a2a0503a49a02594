"""Erasing people's data of an archived event: nobody is left in it, and every count is."""

from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from participants import door, notes
from participants.models import Changed, CheckIn, Event, Note, Participant, ParticipantChange
from participants.notes import About

PERSONAL = ("name", "email", "cpf", "phone")


def test_names_addresses_and_numbers_are_erased(call, archived, ana, bia):
    assert "2 people" in call("forget", archived.product_id)
    assert set(Participant.objects.values_list(*PERSONAL)) == {("", "", "", "")}
    assert set(Participant.objects.values_list("sorts_as", flat=True)) == {"zzz"}


def test_tickets_verdicts_and_counts_stay(call, desk, archived, ana):
    call("forget", archived.product_id)
    counted = desk.get(f"/e/{archived.slug}/counters/", headers={"Accept": "application/json"}).json()
    assert counted["checked_in"] == 1
    assert Participant.objects.get(pk=ana.pk).code == ana.code


def test_what_they_were_called_before_is_erased_too(call, archived, ana):
    changed = ParticipantChange.objects.create
    changed(event=archived, participant=ana, at=timezone.now(), what=Changed.NAME, before="Ana", after="Ana C.")
    changed(event=archived, participant=ana, at=timezone.now(), what=Changed.BATCH, before="Lote 1", after="VIP")
    call("forget", archived.product_id)
    kept = set(ParticipantChange.objects.values_list("what", "before", "after"))
    assert kept == {("name", "", ""), ("batch", "Lote 1", "VIP")}


def test_what_staff_wrote_about_them_is_erased(call, event, ana, rita, otto, archived):
    Event.objects.update(is_active=True)
    notes.add_note(ana, About.PARTICIPANT, "Wheelchair", person=otto, now=timezone.now())
    door.undo(CheckIn.objects.get(), person=otto, reason="It was Ana's sister", now=timezone.now())
    Event.objects.update(is_active=False)
    call("forget", archived.product_id)
    assert (Note.objects.get().text, CheckIn.objects.get().closed_reason) == ("", "")


def test_that_all_were_led_out_is_nobodys_and_stays(call, archived, ana, entrance, otto):
    entrance.has_exit = True
    door.everyone_out(entrance, person=otto, now=timezone.now())
    call("forget", archived.product_id)
    assert CheckIn.objects.get().closed_reason


def test_the_pages_say_so(call, desk, archived):
    call("forget", archived.product_id)
    assert "were erased on" in desk.get(f"/e/{archived.slug}/archive/").text
    assert "Ana" not in desk.get(f"/e/{archived.slug}/people/").text


def test_an_active_event_forgets_nobody(call, event, ana):
    with pytest.raises(CommandError, match="not archived"):
        call("forget", event.product_id)
    ana.refresh_from_db()
    assert ana.name


def test_forgetting_twice_is_harmless(call, archived):
    call("forget", archived.product_id)
    first = Event.objects.get().forgotten_at
    assert "0 people" in call("forget", archived.product_id)
    assert Event.objects.get().forgotten_at == first


def test_what_was_archived_long_enough_is_forgotten_by_itself(call, archived, ana):
    assert call("forget", "--archived-for", "90") == ""
    Event.objects.update(archived_at=timezone.now() - timedelta(days=91))
    assert "2 people" in call("forget", "--archived-for", "90")
    assert call("forget", "--archived-for", "90") == ""


def test_there_is_no_other_event_to_forget(call, archived):
    with pytest.raises(CommandError, match="no such event"):
        call("forget", "another")
