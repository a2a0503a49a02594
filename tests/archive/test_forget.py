"""Erasing people's data of an archived event: nobody is left in it, and every count is."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from participants import archiving, door, notes, search
from participants.models import Changed, CheckIn, Event, Note, Participant, ParticipantChange, Source
from participants.notes import About
from participants.portions import in_portions

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


def test_what_kiwify_itself_had_blanked_since_is_erased_and_counted(call, archived, ana):
    Participant.objects.filter(pk=ana.pk).update(**dict.fromkeys(PERSONAL, ""))
    ParticipantChange.objects.create(
        event=archived, participant=ana, at=timezone.now(), what=Changed.NAME, before="Ana Conceição", after=""
    )
    assert "2 people" in call("forget", archived.product_id)
    assert ParticipantChange.objects.get().before == ""


def test_what_was_typed_as_a_code_that_nobody_has_is_erased(call, event, ana, entrance, rita, archived):
    Event.objects.update(is_active=True)
    typed = {"id": uuid4(), "checkpoint": entrance, "person": rita, "source": Source.SCAN, "now": timezone.now()}
    door.check_in(door.Claim(code="Maria da Silva CPF 11144477735"), **typed)
    door.check_in(door.Claim(ana, code=ana.code), **typed | {"id": uuid4()})
    Event.objects.update(is_active=False)
    call("forget", archived.product_id)
    assert CheckIn.objects.get(participant=None).code == ""
    assert CheckIn.objects.filter(participant=ana, code=ana.code).exists()


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


@pytest.mark.parametrize("page", ["people/", "log/", "attendance/", "people/{pk}/"])
def test_whose_name_was_erased_is_said_to_have_had_one(call, desk, archived, ana, page):
    call("forget", archived.product_id)
    text = desk.get(f"/e/{archived.slug}/{page.format(pk=ana.pk)}").text
    assert "name erased" in text and "name not given" not in text
    assert "Personal data was erased on" in text


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
    assert "No such event" in call("forget", "--archived-for", "90")
    Event.objects.update(archived_at=timezone.now() - timedelta(days=91))
    assert "2 people" in call("forget", "--archived-for", "90")
    assert "No such event" in call("forget", "--archived-for", "90")


@pytest.mark.parametrize("days", ["0", "-1"])
def test_nothing_is_forgotten_on_the_day_it_was_archived(call, archived, ana, days):
    with pytest.raises(CommandError, match="one day or more"):
        call("forget", "--archived-for", days)
    ana.refresh_from_db()
    assert ana.name


def test_the_command_says_where_everybody_still_is(call, archived):
    said = call("forget", archived.product_id)
    assert "Backups" in said and ".before-" in said and "forget again" in said


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_no_name_is_left_in_the_file(call, event, otto):
    sold = [
        Participant(event=event, kiwify_id=f"k{n}", code=f"CODE{n:011}", name=f"Zoraide{n} Quartzson{n * 7}")
        for n in range(1_000)
    ]
    for some in in_portions(sold):
        search.index(Participant.objects.bulk_create(some))
    archiving.archive(event, person=otto, now=timezone.now())
    archiving.index_or_leave(event)
    call("forget", event.product_id)
    name = connection.settings_dict["NAME"]
    kept = (Path(name).read_bytes() + Path(f"{name}-wal").read_bytes()).lower()
    assert (kept.count(b"zoraide"), kept.count(b"quartzson")) == (0, 0)


def test_there_is_no_other_event_to_forget(call, archived):
    with pytest.raises(CommandError, match="no such event"):
        call("forget", "another")
