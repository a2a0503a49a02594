from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from participants import archiving, events, search
from participants.following.indexer import Indexer
from participants.leases import Lease, LeaseLost
from participants.models import Ending, Event, Tablet
from participants.search.index import TABLE
from participants.search.typos import TABLE as SPELLINGS


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def address_of(event):
    return f"/e/{event.slug}/archive/"


def test_an_organizer_archives_an_event(desk, event, otto):
    answer = desk.post(address_of(event), follow=True)
    assert "The event is archived." in answer.text
    event.refresh_from_db()
    assert (event.is_active, event.archived_by) == (False, otto)
    assert timezone.now() - event.archived_at < timedelta(minutes=1)


def test_looking_archives_nothing_and_says_what_would_end_and_stay(desk, event, make_tablet):
    make_tablet()
    page = desk.get(address_of(event)).text
    assert "What ends" in page and "What stays" in page and "The pairing of 1 tablet." in page
    assert Event.objects.get().is_active


def test_a_stranger_and_door_staff_archive_nothing(tablet, tablet_of, stranger, event):
    assert tablet_of(stranger).post(address_of(event)).status_code == 404
    assert tablet.post(address_of(event)).status_code == 403
    assert Event.objects.get().is_active


def test_archiving_twice_is_harmless(desk, archived, otto):
    first = archived.archived_at
    assert desk.post(address_of(archived)).status_code == 302
    archived.refresh_from_db()
    assert (archived.archived_at, archived.archived_by) == (first, otto)


def test_an_event_is_not_archived_while_it_is_its_time(desk, event):
    Event.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    assert desk.post(address_of(event)).status_code == 409
    assert Event.objects.get().is_active
    assert "disabled" in desk.get(address_of(event)).text


def test_whoever_archives_an_event_that_is_to_come_is_warned(desk, event):
    Event.objects.update(starts_at=timezone.now() + timedelta(days=9))
    assert "still to come" in desk.get(address_of(event)).text


def test_an_open_door_is_said(desk, tablet, event):
    events._noted.clear()
    tablet.get(event.get_absolute_url())
    assert "in the last ten minutes" in desk.get(address_of(event)).text


def test_the_pairings_of_its_tablets_end(event, otto, make_tablet):
    make_tablet()
    archiving.archive(event, person=otto, now=timezone.now())
    tablet = Tablet.objects.get()
    assert (tablet.ended_how, tablet.ended_by) == (Ending.REVOKED, otto)


def test_the_search_is_left_and_its_spellings_with_it(archived):
    assert rows_of(TABLE) == rows_of(SPELLINGS) == 0


def test_a_follower_takes_it_out_of_the_search(event, otto, ana):
    archiving.archive(event, person=otto, now=timezone.now())
    assert archiving.next_to_index() == event
    archiving.index_or_leave(event)
    assert archiving.next_to_index() is None
    assert rows_of(TABLE) == 0


def test_what_somebody_reads_now_waits_for_its_turn(event, otto, ana):
    archiving.archive(event, person=otto, now=timezone.now())
    assert Lease(event).take()
    archiving.index_or_leave(event)
    assert archiving.next_to_index() == event


def test_other_events_stay_in_the_search(event, arrive, account, otto):
    other = Event.objects.create(account=account, product_id="product-2", name="Outra", slug="outra")
    entrance = other.checkpoints.create(name="Entrance")
    here = arrive("Caio Lima")
    here.event = other
    here.save()
    search.index([here])
    archiving.archive(event, person=otto, now=timezone.now())
    archiving.index_or_leave(event)
    assert [hit.participant for hit in search.find(other, entrance, "caio").hits] == [here]


def test_a_read_that_is_under_way_keeps_nothing(event, otto):
    lease = Lease(event)
    assert lease.take()
    archiving.archive(event, person=otto, now=timezone.now())
    with pytest.raises(LeaseLost):
        lease.confirm()


def test_the_command_archives_one_event(call, event):
    assert "Archived" in call("archive_event", event.product_id)
    event.refresh_from_db()
    assert not event.is_active and event.archived_by is None


def test_the_command_archives_all_that_have_long_been_over(call, event, account):
    long_ago = timezone.now() - timedelta(days=40)
    Event.objects.update(starts_at=long_ago)
    Event.objects.create(account=account, product_id="p-2", name="Sem data", slug="sem-data")
    assert call("archive_event", "--over-for", "30").count("Archived") == 1
    assert list(Event.objects.filter(is_active=True).values_list("slug", flat=True)) == ["sem-data"]


@pytest.mark.parametrize("days", ["0", "-30"])
def test_the_command_archives_nothing_that_is_to_come(call, event, days):
    Event.objects.update(starts_at=timezone.now() + timedelta(days=20))
    with pytest.raises(CommandError, match="one day or more"):
        call("archive_event", "--over-for", days)
    assert Event.objects.get().is_active


def test_the_command_knows_no_other_event(call, event):
    with pytest.raises(CommandError, match="no such event"):
        call("archive_event", "another")


def test_the_command_leaves_an_event_that_is_on(call, event):
    Event.objects.update(starts_at=timezone.now())
    with pytest.raises(CommandError, match="its time"):
        call("archive_event", event.product_id)


@pytest.mark.django_db(transaction=True)
def test_the_follower_does_so_beside_its_reads(event, otto, ana):
    archiving.archive(event, person=otto, now=timezone.now())
    indexer = Indexer().next()
    indexer.join()
    assert rows_of(TABLE) == 0
    assert not Indexer().next().is_alive()
