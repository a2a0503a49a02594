import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participants import door
from participants.events import add_event
from participants.models import Batch, Event, Membership, SyncRun

from .conftest import fields_of, list_of, page_of, said

ADD = reverse("admin:participants_event_add")


@pytest.fixture
def shown(desk):
    """The text of a page without its tags."""

    def shown(there):
        return " ".join(re.sub(r"<[^>]+>", " ", desk.get(there).text).split())

    return shown


@pytest.fixture
def new(account):
    return {
        "name": "Noite", "slug": "noite", "product_id": "p-1", "account": account.pk,
        "timezone": "America/Manaus", "colour": "rose", "warns_at": "80", "is_active": "on", "_save": "",
    }  # fmt: skip


def test_the_list_has_kiwifys_numbers_and_ours(shown, event, arrive, let_in):
    Event.objects.update(max_tickets=2200, issued_tickets=2, sold_tickets=1980, available=200)
    let_in(arrive())
    assert "Noite do Empreendedor 1 · 50 % 2,200 2 1,980 200 never — — Open" in shown(list_of(Event))


def test_undone_check_ins_are_not_counted(shown, event, arrive, let_in, rita):
    row = let_in(arrive())
    door.undo(row, person=rita, now=row.recorded_at)
    assert "Noite do Empreendedor 0" in shown(list_of(Event))


def test_the_list_tells_how_old_the_last_read_is_and_what_failed_since(shown, event):
    Event.objects.update(read_at=timezone.now(), trouble="unavailable")
    SyncRun.objects.create(event=event, started_at=timezone.now(), status="failed", error="unavailable")
    assert "0 s ago failed" in shown(list_of(Event))


def test_the_page_says_why_it_failed(shown, event):
    Event.objects.update(trouble="unavailable")
    SyncRun.objects.create(event=event, started_at=timezone.now(), status="failed", error="unavailable")
    assert "never failed Kiwify does not answer." in shown(page_of(event))


def test_a_failure_that_is_over_is_not_shown(shown, event):
    SyncRun.objects.create(event=event, started_at=timezone.now(), status="failed", error="unavailable")
    assert "failed" not in shown(list_of(Event))


def test_more_events_cost_no_more_queries(desk, event, account):
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(Event))
    for number in range(5):
        add_event(product_id=f"p-{number}", name=f"Event {number}", account=account)
    with CaptureQueriesContext(connection) as with_six:
        desk.get(list_of(Event))
    assert len(with_six) == len(with_one)


def test_adding_an_event_makes_its_first_checkpoint(desk, new):
    desk.post(ADD, new)
    event = Event.objects.get()
    assert (event.slug, event.timezone) == ("noite", "America/Manaus")
    assert [checkpoint.name for checkpoint in event.checkpoints.all()] == ["Entrance"]


def test_after_adding_one_is_on_its_page(desk, new):
    answer = desk.post(ADD, new, follow=True)
    assert answer.request["PATH_INFO"] == page_of(Event.objects.get())
    assert said(answer) == ["Noite is added. Read it now, and give people their roles here."]


def test_the_only_account_is_chosen_already(desk, account):
    assert desk.get(ADD).context["adminform"].form.initial["account"] == account.pk


@pytest.mark.parametrize(("field", "value"), [("timezone", "Sao Paulo"), ("product_id", "with blanks")])
def test_what_is_no_such_thing_is_refused(desk, new, field, value):
    answer = desk.post(ADD, new | {field: value})
    assert list(answer.context["adminform"].form.errors) == [field]


def test_a_product_is_one_event(desk, new, event):
    answer = desk.post(ADD, new | {"product_id": event.product_id})
    assert list(answer.context["adminform"].form.errors) == ["product_id"]


def test_saving_the_page_as_it_is_changes_nothing(desk, event, arrive, rita):
    arrive()
    before = Event.objects.values().get()
    answer = desk.post(page_of(event), fields_of(desk.get(page_of(event))))
    assert answer.status_code == 302
    assert Event.objects.values().get() == before


def test_the_product_stays_once_there_are_participants(desk, event, arrive):
    assert "product_id" in fields_of(desk.get(page_of(event)))
    arrive()
    assert "product_id" not in fields_of(desk.get(page_of(event)))


def test_a_checkpoint_admits_batches_of_its_own_event_only(desk, event, make_batch, account):
    other = add_event(product_id="p-2", name="Other", account=account)
    Batch.objects.create(event=other, name="Of the other")
    make_batch("VIP")
    page = desk.get(page_of(event)).text
    assert "VIP" in page
    assert "Of the other" not in page


def test_a_second_checkpoint_with_its_batches_can_be_added(desk, event, make_batch):
    vip = make_batch("VIP")
    fields = fields_of(desk.get(page_of(event)))
    fields |= {"checkpoints-TOTAL_FORMS": 2, "checkpoints-1-name": "VIP", "checkpoints-1-position": 1}
    desk.post(page_of(event), fields | {"checkpoints-1-batches": [vip.pk]})
    assert list(event.checkpoints.get(name="VIP").batches.all()) == [vip]


def test_the_last_checkpoint_stays(desk, event, entrance):
    fields = fields_of(desk.get(page_of(event)))
    answer = desk.post(page_of(event), fields | {"checkpoints-0-DELETE": "on"})
    assert "Keep at least one checkpoint" in answer.text
    assert event.checkpoints.exists()


def test_a_checkpoint_somebody_was_checked_in_at_stays(desk, event, arrive, let_in):
    let_in(arrive())
    event.checkpoints.create(name="VIP")
    fields = fields_of(desk.get(page_of(event)))
    assert desk.post(page_of(event), fields | {"checkpoints-0-DELETE": "on"}).status_code == 200
    assert event.checkpoints.count() == 2


def test_the_colour_of_a_batch_can_be_chosen_and_its_name_not(desk, event, make_batch):
    vip = make_batch("VIP")
    fields = fields_of(desk.get(page_of(event)))
    desk.post(page_of(event), fields | {"batches-0-colour": "rose", "batches-0-name": "Another"})
    vip.refresh_from_db()
    assert (vip.colour, vip.name) == ("rose", "VIP")


def test_a_role_can_be_given_on_the_page(desk, event, stranger):
    fields = fields_of(desk.get(page_of(event)))
    fields |= {"memberships-TOTAL_FORMS": 1, "memberships-0-user": stranger.pk, "memberships-0-role": "lead"}
    desk.post(page_of(event), fields)
    assert Membership.objects.get().role == "lead"


def test_an_event_added_by_mistake_can_be_deleted_with_its_failed_reads(desk, event):
    SyncRun.objects.create(event=event, started_at=timezone.now(), status="failed")
    desk.post(reverse("admin:participants_event_delete", args=[event.pk]), {"post": "yes"})
    assert not Event.objects.exists()


def test_an_event_with_participants_cannot(desk, event, arrive):
    arrive()
    assert desk.post(reverse("admin:participants_event_delete", args=[event.pk])).status_code == 403


def test_there_is_no_deleting_of_many(desk, event):
    assert "delete_selected" not in desk.get(list_of(Event)).text


def test_more_people_checkpoints_and_batches_cost_its_page_no_more_queries(desk, event, make_person, make_batch):
    make_person("rita"), event.checkpoints.get().batches.add(make_batch("Lote 1"))
    with CaptureQueriesContext(connection) as with_one:
        desk.get(page_of(event))
    for number in range(6):
        make_person(f"person-{number}")
        event.checkpoints.create(name=f"Room {number}").batches.add(make_batch(f"Lote {number}"))
    with CaptureQueriesContext(connection) as with_many:
        desk.get(page_of(event))
    assert len(with_many) == len(with_one)


@pytest.mark.parametrize("place", ["attendance", "people", "log", "tablets", "staff"])
def test_its_page_leads_to_the_pages_of_the_site(desk, event, place):
    assert f'href="{reverse(place, args=[event.slug])}"' in desk.get(page_of(event)).text


def test_an_account_can_be_looked_for(desk, account, event):
    asked = {"app_label": "participants", "model_name": "event", "field_name": "account", "term": "cas"}
    found = desk.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [one["text"] for one in found] == ["Casa"]
