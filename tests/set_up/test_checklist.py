"""The checklist: each step says how it stands and what to do."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from participants.models import Batch, Checkpoint, Event, Membership, Reading, SyncRun
from participants.set_up.checklist import Standing, checklist_of
from participants.tablets import Light, set_pin

from .conftest import setup_of

NOW = timezone.now


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def step(event):
    """One step of the event's checklist as it stands: `step("Staff")`."""

    def step(name):
        steps = checklist_of(Event.objects.get(pk=event.pk), now=NOW()).steps
        return next((one.standing, one.sentence) for one in steps if one.name == name)

    return step


@pytest.fixture
def read(event, make_batch):
    """The event was read in full just now, and is followed."""
    make_batch("Lote 1")
    Batch.objects.update(tickets=250)
    Event.objects.update(read_at=NOW(), issued_tickets=250, max_tickets=300)
    return Reading.objects.create(event=event, followed_at=NOW(), full_read_at=NOW())


def test_before_the_first_read_the_door_cannot_open(event, step):
    assert step("Tickets from Kiwify") == (Standing.OPEN, "The first read has not ended yet.")
    assert not checklist_of(event, now=NOW()).can_open


def test_after_it_the_door_can_open(event, step, read):
    event.refresh_from_db()
    assert step("Tickets from Kiwify")[1].startswith("250 tickets, read ")
    assert checklist_of(event, now=NOW()).can_open


def test_an_old_read_is_to_be_looked_at(step, read):
    Event.objects.update(read_at=NOW() - timedelta(minutes=6))
    assert step("Tickets from Kiwify") == (Standing.LOOK, "Last read 6 min ago. That is old.")


def test_an_event_without_any_ticket(step, read):
    Batch.objects.update(tickets=0)
    assert step("Tickets from Kiwify") == (Standing.LOOK, "Kiwify lists no ticket yet.")


def test_a_held_read_waits_for_a_word(step, read):
    Reading.objects.update(held=[1, 2])
    assert step("Tickets from Kiwify")[0] == Standing.LOOK


def test_what_is_wrong_with_kiwify_is_said_with_how_to_mend_it(event, step):
    Event.objects.update(trouble="credentials_dead", trouble_since=NOW())
    standing, sentence = step("Tickets from Kiwify")
    assert (standing, "Make a new API key in Kiwify" in sentence) == (Standing.MISSING, True)


def test_a_follower_that_runs(step, read):
    assert step("Reader") == (Standing.READY, "Kiwify is being followed.")


def test_without_a_follower_it_is_said_plainly(step, event):
    Event.objects.update(created_at=NOW() - timedelta(minutes=1))
    standing, sentence = step("Reader")
    assert (standing, "manage.py sync --follow" in sentence) == (Standing.MISSING, True)


def test_an_event_added_a_moment_ago_is_given_that_moment(step, event):
    assert step("Reader") == (Standing.OPEN, "The read begins in a moment.")


def test_a_closed_event_is_not_read(step, read):
    Event.objects.update(is_active=False)
    assert step("Reader")[0] == Standing.MISSING


def test_a_checkpoint_for_everybody_admits_every_batch(step, read):
    assert step("Checkpoints")[0] == Standing.READY


def test_a_batch_that_is_admitted_nowhere_is_named(step, read, entrance, make_batch):
    entrance.batches.add(make_batch("VIP"))
    assert step("Checkpoints") == (Standing.LOOK, "Admitted nowhere: Lote 1.")


def test_without_a_checkpoint_nobody_can_be_checked_in(step, read):
    Checkpoint.objects.all().delete()
    assert step("Checkpoints")[0] == Standing.MISSING


def test_checkpoints_that_have_all_closed(step, read):
    Checkpoint.objects.update(closes_at=NOW() - timedelta(hours=1))
    assert step("Checkpoints")[0] == Standing.LOOK


@pytest.mark.parametrize(("capacity", "kiwifys", "standing"), [
    (None, None, Standing.OPEN), (None, 300, Standing.READY), (200, 300, Standing.LOOK), (300, None, Standing.READY),
])  # fmt: skip
def test_the_capacity_is_the_halls_before_kiwifys(step, read, capacity, kiwifys, standing):
    Event.objects.update(capacity=capacity, max_tickets=kiwifys)
    assert step("Capacity")[0] == standing


def test_staff_without_pin_and_password_are_named(step, rita):
    rita.set_unusable_password()
    rita.save()
    assert step("Staff") == (Standing.LOOK, "Neither a PIN nor a password: Rita.")
    set_pin(Membership.objects.get(user=rita), "2468")
    assert step("Staff")[0] == Standing.READY


def test_organizers_alone_are_not_yet_staff(step, otto):
    assert step("Staff")[0] == Standing.OPEN


def test_tablets_are_paired_and_checked(step, make_tablet):
    assert step("Tablets")[0] == Standing.OPEN
    tablet = make_tablet("Gate A")
    assert step("Tablets")[1].startswith("Not checked yet: Gate A")
    tablet.lights, tablet.lights_at = dict.fromkeys(Light, "green") | {"camera": "red"}, NOW()
    tablet.save()
    assert step("Tablets")[1].startswith("Not all green: Gate A")
    tablet.lights["camera"] = "green"
    tablet.save()
    assert step("Tablets") == (Standing.READY, "1 tablet, all green.")


def test_a_webhook_is_optional_until_its_token_is_kept(step, account):
    assert step("Webhook")[0] == Standing.OPEN
    account.webhook_token = "token"
    account.save()
    assert step("Webhook")[0] == Standing.LOOK
    account.webhook_heard_at = NOW()
    account.save()
    assert step("Webhook")[0] == Standing.READY


def test_the_page_shows_how_far_the_first_read_has_come(desk, event):
    SyncRun.objects.create(event=event, started_at=NOW(), listed=100, expected=250)
    page = desk.get(f"{setup_of(event)}checklist/").text
    assert ("Reading: 100 of 250 tickets" in page, 'hx-trigger="every 1s"' in page) == (True, True)


def test_every_standing_has_a_word(desk, event, read):
    page = desk.get(f"{setup_of(event)}checklist/").text
    assert page.count('class="step-standing"') == page.count("light-sign") == 7


@pytest.mark.parametrize("size", [1, 12])
def test_however_large_the_event_it_asks_the_same_few_questions(
    event, read, make_batch, make_person, make_tablet, django_assert_num_queries, size
):
    for number in range(size):
        Checkpoint.objects.create(event=event, name=f"Dia {number}").batches.add(make_batch(f"Lote {number}"))
        make_person(f"staff{number}"), make_tablet(f"Gate {number}", lights_at=NOW())
    event = Event.objects.select_related("account").get(pk=event.pk)
    with django_assert_num_queries(8):
        checklist_of(event, now=NOW())
