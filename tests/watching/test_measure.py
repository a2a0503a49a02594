"""What is measured, and who may read it."""

import re
import threading
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from participants import happenings
from participants.models import Event, KiwifyCall, Reading, SyncRun
from participants.views import metrics
from participants.watching import measures
from participants.watching.in_database import InDatabase
from participants.watching.lately import Lately

TOKEN = "only-for-tests-0123456789"
DOOR = "/e/noite-do-empreendedor/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def scrape(client, settings, monkeypatch):
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(metrics, "in_database", InDatabase(seconds=0))
    return lambda: client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text


@pytest.fixture
def value(scrape):
    """The value of one sample: `value('portaria_requests_total{status="200",view="door"}')`; 0 where there is none."""

    def value(sample):
        found = re.search(rf"^{re.escape(sample)} (\S+)$", scrape(), re.MULTILINE)
        return float(found[1]) if found else 0.0

    return value


def test_without_a_token_there_is_no_such_page(client, db, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}é"])
def test_without_its_token_nobody_reads_it(client, db, settings, sent):
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"Authorization": sent})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert "portaria" not in answer.text


def test_it_is_only_read(client, db, settings):
    settings.METRICS_TOKEN = TOKEN
    assert client.post("/metrics").status_code == 405


def test_requests_are_counted_by_view_and_status(value, tablet, event):
    sample = 'portaria_requests_total{status="404",view="door"}'
    before = value(sample)
    tablet.get("/e/nowhere/")
    assert value(sample) == before + 1


@pytest.mark.parametrize(("what", "ask"), [("search", {"q": "ana"}), ("poll", None)])
def test_what_the_door_waits_for_is_timed(value, tablet, event, what, ask):
    sample = f'portaria_door_seconds_count{{what="{what}"}}'
    before = value(sample)
    tablet.get(DOOR if ask else f"{DOOR}counters/", ask, headers=HTMX)
    assert value(sample) == before + 1


@pytest.mark.django_db(transaction=True)
def test_each_verdict_is_counted_once(value, tablet, arrive):
    ana, id = arrive(), uuid4()
    admitted, again = (
        f'portaria_verdicts_total{{event="noite-do-empreendedor",result="{result}",source="search"}}'
        for result in ("admitted", "already_in")
    )
    before = value(admitted), value(again)
    for one in (id, id, uuid4()):
        tablet.post(f"{DOOR}check-ins/", {"id": one, "participant": ana.kiwify_id}, headers=HTMX)
    assert (value(admitted), value(again)) == (before[0] + 1, before[1] + 1)
    assert value('portaria_door_seconds_count{what="check_in"}') >= 3


@pytest.mark.django_db(transaction=True)
def test_a_verdict_that_was_rolled_back_is_not_counted(value, arrive, let_in):

    sample = 'portaria_verdicts_total{event="noite-do-empreendedor",result="admitted",source="search"}'
    before = value(sample)
    with suppress(RuntimeError), transaction.atomic():
        let_in(arrive())
        raise RuntimeError
    assert value(sample) == before


@pytest.mark.django_db(transaction=True)
def test_what_waited_in_a_queue_is_told_with_its_delay(value, program, arrive):
    count, total = "portaria_replay_delay_seconds_count", "portaria_replay_delay_seconds_sum"
    before = value(count), value(total)
    happened_at = (timezone.now() - timedelta(minutes=5)).isoformat()
    queue = [{"id": str(uuid4()), "participant": arrive().kiwify_id, "happened_at": happened_at}]
    program.post(f"{DOOR}replay/", queue, content_type="application/json")
    assert value(count) == before[0] + 1
    assert 300 <= value(total) - before[1] < 330


def test_who_waits_for_kiwify_is_counted_while_they_wait(value, db):
    happenings.look_up_began.send(None)
    assert value("portaria_look_ups_waiting") == 1
    happenings.look_up_ended.send(None, answer="found", seconds=0.2)
    assert value("portaria_look_ups_waiting") == 0
    assert value('portaria_look_up_seconds_count{answer="found"}') >= 1


def test_errors_are_counted_by_name(value, tablet, event, monkeypatch):
    def broken(*_, **__):
        raise ValueError("Ana")

    monkeypatch.setattr("participants.views.door.search.find", broken)
    tablet.raise_request_exception = False
    tablet.get(DOOR)
    assert value('portaria_errors_total{error="ValueError"}') >= 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_waits_for_the_one_writer_are_timed(value, arrive, let_in):
    before = value("portaria_write_wait_seconds_count")
    let_in(arrive())
    assert value("portaria_write_wait_seconds_count") > before


def test_the_age_of_the_copy_and_of_the_followers_last_word(value, event):
    now = timezone.now()
    assert value('portaria_read_age_seconds{event="noite-do-empreendedor"}') == float("inf")
    Event.objects.update(read_at=now - timedelta(seconds=90), trouble="unavailable", trouble_since=now)
    Reading.objects.create(event=event, followed_at=now - timedelta(minutes=3))
    assert 90 <= value('portaria_read_age_seconds{event="noite-do-empreendedor"}') < 100
    assert 180 <= value('portaria_followed_seconds{event="noite-do-empreendedor"}') < 190
    assert 0 <= value('portaria_trouble_seconds{error="unavailable",event="noite-do-empreendedor"}') < 10


def test_the_reads_of_the_last_hour(value, event):
    def ran(ago, seconds, **fields):
        began = timezone.now() - ago
        SyncRun.objects.create(event=event, started_at=began, finished_at=began + timedelta(seconds=seconds), **fields)

    ran(timedelta(minutes=5), 8, status="done")
    ran(timedelta(minutes=9), 2, status="done")
    ran(timedelta(minutes=2), 1, status="failed", error="unavailable")
    ran(timedelta(hours=2), 99, status="failed", error="unavailable")
    labels = 'error="{}",event="noite-do-empreendedor",kind="full",status="{}"'
    assert value(f"portaria_reads_lately{{{labels.format('', 'done')}}}") == 2
    assert value(f"portaria_reads_lately{{{labels.format('unavailable', 'failed')}}}") == 1
    assert value('portaria_read_seconds_lately{event="noite-do-empreendedor",kind="full"}') == 8


def test_tablets_paired_and_in_contact(value, event, make_tablet):
    make_tablet(), make_tablet(seen_at=timezone.now() - timedelta(minutes=2)), make_tablet("B", ended_at=timezone.now())
    assert value('portaria_tablets_paired{event="noite-do-empreendedor"}') == 2
    assert value('portaria_tablets_in_contact{event="noite-do-empreendedor"}') == 1


def test_calls_to_kiwify_in_the_last_minute(value, account):
    for ago in (5, 30, 90):
        KiwifyCall.objects.create(account=account, at=timezone.now() - timedelta(seconds=ago))
    assert value(f'portaria_kiwify_calls_last_minute{{account="{account.pk}"}}') == 2


def test_a_closed_event_is_not_looked_up(scrape, event):
    assert "noite-do-empreendedor" in scrape()
    Event.objects.update(is_active=False)
    assert 'portaria_read_age_seconds{event="noite-do-empreendedor"}' not in scrape()


def test_what_stands_in_the_database_is_looked_up_once_in_some_seconds(event, django_assert_num_queries):
    kept = InDatabase(seconds=60)
    first = list(kept.collect())
    with django_assert_num_queries(0):
        assert list(kept.collect()) == first


def test_a_database_that_is_gone_hides_nothing_else(value, db, monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr("participants.watching.in_database.schedule.active_events", gone)
    assert value("portaria_database_writable") == 0
    assert value('portaria_requests_total{status="200",view="metrics"}') >= 1


def test_a_look_costs_the_same_whatever_the_number_of_events(event, account, django_assert_max_num_queries):
    for number in range(20):
        Event.objects.create(account=account, product_id=f"p{number}", name=f"E{number}", slug=f"e{number}")
    with django_assert_max_num_queries(6):
        list(InDatabase(seconds=0).collect())


def test_each_measure_is_explained(scrape, event):
    told = scrape()
    names = set(re.findall(r"^# TYPE (portaria_\w+) ", told, re.MULTILINE))
    assert len(names) > 15
    assert all(re.search(rf"^# HELP {name} [A-Z0-9].+\.$", told, re.MULTILINE) for name in names)


def test_two_who_ask_at_once_share_one_look():

    looks, gate = [], threading.Barrier(4)

    def look():
        looks.append(1)
        return 7

    lately = Lately(look, 60)
    threads = [threading.Thread(target=lambda: (gate.wait(), lately())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (lately(), len(looks)) == (7, 1)


def test_no_label_holds_what_somebody_typed():
    labels = {name for metric in (measures.requests, measures.verdicts, measures.errors) for name in metric._labelnames}
    assert labels == {"view", "status", "event", "result", "source", "error"}
