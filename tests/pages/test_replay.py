import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from participants.models import CheckIn, Source

from ..kiwify.test_parse_page import json_values

REPLAY = "/e/noite-do-empreendedor/replay/"


@pytest.fixture
def replay(program):
    return lambda queue: program.post(REPLAY, queue, content_type="application/json")


def test_each_queued_check_in_gets_its_verdict_in_order(replay, arrive):
    ana = arrive()
    queue = [
        {"id": str(uuid4()), "participant": ana.kiwify_id, "happened_at": "2026-11-22T20:15:00-03:00"},
        {"id": str(uuid4()), "code": ana.code, "happened_at": "2026-11-22T20:16:00-03:00"},
        {"id": str(uuid4()), "code": "NOBODY"},
    ]
    told = replay(queue).json()
    assert [one["result"] for one in told] == ["admitted", "already_in", "unknown"]
    assert [one["id"] for one in told] == [one["id"] for one in queue]


def test_the_tablets_clock_and_the_way_it_came_are_kept(replay, arrive):
    replay([{"id": str(uuid4()), "participant": arrive().kiwify_id, "happened_at": "2026-11-22T20:15:00-03:00"}])
    row = CheckIn.objects.get()
    assert (row.source, row.happened_at.isoformat()) == (Source.OFFLINE, "2026-11-22T23:15:00+00:00")


def test_replaying_twice_is_harmless(replay, arrive):
    queue = [{"id": str(uuid4()), "participant": arrive().kiwify_id}]
    assert replay(queue).json() == replay(queue).json()
    assert CheckIn.objects.count() == 1


def test_one_that_cannot_be_read_does_not_stop_the_others(replay, arrive):
    queue = [7, {"id": "x", "code": "X"}, {"id": str(uuid4()), "participant": arrive().kiwify_id}]
    told = replay(queue).json()
    assert [one.get("error") for one in told] == ["bad_request", "bad_request", None]
    assert told[2]["result"] == "admitted"


@pytest.mark.parametrize("body", ["", "{", "{}", "7", "null", "[" * 100_000, '[{"id": 1}]' * 2])
def test_what_is_no_list_is_refused(program, body):
    answer = program.post(REPLAY, body, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


def test_a_form_is_no_queue(program):
    assert program.post(REPLAY, {"id": "7"}).status_code == 400
    assert program.post(REPLAY, b"x", content_type="multipart/form-data").status_code == 400


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1999-12-31", "soon"])
def test_a_moment_of_no_year_of_ours_is_refused(replay, arrive, moment):
    told = replay([{"id": str(uuid4()), "participant": arrive().kiwify_id, "happened_at": moment}]).json()
    assert told[0]["error"] == "bad_request"


def test_more_than_five_hundred_at_once_are_refused(replay):
    assert replay([{}] * 501).status_code == 400


def test_looking_is_not_replaying(tablet):
    assert tablet.get(REPLAY).status_code == 405


def test_a_stranger_may_not(tablet_of, stranger, event):
    assert tablet_of(stranger).post(REPLAY, [], content_type="application/json").status_code == 404


field = st.none() | st.text(max_size=20) | json_values | st.uuids().map(str)
queued = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("id", "code", "participant", "checkpoint", "happened_at"), field)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(queued | json_values, max_size=4))
def test_whatever_is_queued_each_gets_an_answer(program, queue):
    assume("NaN" not in json.dumps(queue) and "Infinity" not in json.dumps(queue))
    answer = program.post(REPLAY, queue, content_type="application/json")
    assert answer.status_code == 200
    assert all(("result" in one) != ("error" in one) for one in answer.json())
    assert len(answer.json()) == len(queue)


@pytest.mark.parametrize("body", ['[{"id": NaN}]', '[{"id": Infinity}]'])
def test_what_is_no_json_is_no_queue(program, body):
    answer = program.post(REPLAY, body, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


@pytest.mark.parametrize("id", ["1e999", "-1e999", "[1e999]"])
def test_an_id_that_json_cannot_say_is_not_said_again(replay, arrive, id):
    answer = replay(f'[{{"id": {id}, "code": "X"}}]')
    assert json.loads(answer.content, parse_constant=pytest.fail)[0]["id"] is None


def test_somebody_twice_in_a_queue_enters_once(replay, arrive):
    ana = arrive()
    told = replay([{"id": str(uuid4()), "participant": ana.kiwify_id} for _ in range(2)]).json()
    assert [one["result"] for one in told] == ["admitted", "already_in"]


def test_one_id_twice_in_a_queue_is_one_answer(replay, arrive):
    one = {"id": str(uuid4()), "participant": arrive().kiwify_id}
    first, second = replay([one, one]).json()
    assert first == second
    assert CheckIn.objects.count() == 1


def test_a_queue_sent_again_is_looked_up_at_once(replay, arrive, django_assert_max_num_queries):
    queue = [{"id": str(uuid4()), "participant": arrive(order_id="").kiwify_id} for _ in range(20)]
    told = replay(queue).json()
    with django_assert_max_num_queries(7):
        assert replay(queue).json() == told
