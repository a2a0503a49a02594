"""A database that takes nothing: staff are told so in a sentence, and nobody is said to be in who is not."""

from uuid import uuid4

import pytest
from django.db import connection

from participants.models import CheckIn

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pragma():
    """Set one for the connection of this test, and set back what was."""
    before = {}

    def pragma(name, value):
        with connection.cursor() as cursor:
            before.setdefault(name, cursor.execute(f"PRAGMA {name}").fetchone()[0])
            cursor.execute(f"PRAGMA {name} = {value}")

    yield pragma
    for name, value in before.items():
        pragma(name, value)


@pytest.fixture
def tap(tablet, event):
    """Ask the door: `tap(participant)`, `tap(participant, id=…, HTTP_ACCEPT="application/json")`."""
    tablet.raise_request_exception = False

    def tap(participant, id=None, **headers):
        form = {"id": id or uuid4(), "participant": participant.kiwify_id}
        return tablet.post(f"{event.get_absolute_url()}check-ins/", form, **headers)

    return tap


@pytest.fixture
def pages():
    """How many the file has, none of which earlier tests left free."""
    with connection.cursor() as cursor:
        free, size = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_size"))
        cursor.execute("CREATE TABLE ballast AS SELECT zeroblob(%s) AS filling", [free * size])
        yield cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute("DROP TABLE ballast")


JSON, HTMX = {"HTTP_ACCEPT": "application/json"}, {"HTTP_HX_REQUEST": "true"}


def test_a_program_is_told_that_nothing_is_recorded(tap, arrive, pragma):
    ana = arrive()
    pragma("query_only", 1)
    answer = tap(ana, **JSON)
    assert (answer.status_code, answer.json()["error"]) == (503, "not_recorded")
    assert not CheckIn.objects.exists()


def test_a_tablet_shows_it_in_the_verdicts_place(tap, arrive, pragma):
    ana = arrive()
    pragma("query_only", 1)
    answer = tap(ana, **HTMX)
    assert (answer.status_code, 'data-result="problem"' in answer.text) == (503, True)
    assert "Anote quem entra" in answer.text or "Write down who comes in" in answer.text


def test_a_disk_that_fills_up_lets_in_whom_it_confirmed_and_no_others(tap, arrive, pages, pragma):
    people = [arrive() for _ in range(200)]
    pragma("max_page_count", pages + 3)
    answers = {one.pk: tap(one, **JSON) for one in people}
    confirmed = {pk for pk, answer in answers.items() if answer.status_code == 200}
    told = {answer.json()["error"] for answer in answers.values() if answer.status_code != 200}
    assert told == {"not_recorded"}
    assert set(CheckIn.objects.values_list("participant", flat=True)) == confirmed


def test_the_door_still_finds_people_then(tablet, event, arrive, pragma):
    arrive("Ana Conceição")
    pragma("query_only", 1)
    answer = tablet.get(event.get_absolute_url(), {"q": "conceicao"})
    assert (answer.status_code, "Conceição" in answer.text) == (200, True)


def test_who_waits_too_long_for_another_writer_asks_again_and_is_let_in_once(tap, arrive, pragma):
    ana, id, other = arrive(), uuid4(), connection.copy()
    pragma("busy_timeout", 50)
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
    busy = tap(ana, id, **JSON)
    other.close()
    assert (busy.status_code, busy.json()["error"], busy["Retry-After"]) == (503, "unavailable", "1")
    assert [tap(ana, id, **JSON).json()["result"] for _ in range(2)] == ["admitted", "admitted"]
    assert CheckIn.objects.count() == 1
