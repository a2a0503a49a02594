"""A hundred calls a minute for each program, counted in the database."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from participants import programs
from participants.models import ApiClient, Event
from participants.programs import TooManyCallsError, WrongKeyError

from .conftest import Ask, on_real_connections

NOW = datetime(2026, 5, 2, 21, 30, 15, tzinfo=UTC)


def use_up(program: ApiClient, now: datetime) -> int:
    """Call until the limit; how many calls went through."""
    for calls in range(1000):
        try:
            programs.count_call(program, now=now)
        except TooManyCallsError:
            return calls
    raise AssertionError("There is no limit.")


def test_a_minute_has_a_hundred_calls(program: ApiClient) -> None:
    assert use_up(program, NOW) == 100
    assert use_up(program, NOW + timedelta(seconds=44)) == 0


def test_the_next_minute_has_a_hundred_more(program: ApiClient) -> None:
    use_up(program, NOW)
    assert use_up(program, NOW + timedelta(seconds=45)) == 100


def test_a_clock_set_back_locks_nobody_out(program: ApiClient) -> None:
    use_up(program, NOW + timedelta(days=1))
    assert use_up(program, NOW) == 100


def test_programs_do_not_share_their_minute(program: ApiClient, event: Event) -> None:
    other, _secret = programs.create_program(name="Outro", event=event)
    use_up(program, NOW)
    assert use_up(other, NOW) == 100


def test_a_call_too_many_is_told_when_the_minute_is_over(program: ApiClient) -> None:
    use_up(program, NOW)
    with pytest.raises(TooManyCallsError) as refused:
        programs.count_call(program, now=NOW)
    assert refused.value.retry_after == 45


def test_a_call_is_counted_in_one_query(program: ApiClient, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        programs.count_call(program, now=NOW)


def test_a_call_too_many_is_a_429_with_retry_after(ask: Ask, program: ApiClient, monkeypatch) -> None:
    monkeypatch.setattr(programs, "CALLS_PER_MINUTE", 0)
    # The first call of a minute is let through whatever the limit, and the minute may change here.
    reply = next(reply for reply in (ask(), ask(), ask()) if reply.status_code != 200)
    assert (reply.status_code, reply.json()["error"]) == (429, "TooManyRequests")
    assert list(reply.json()) == ["error", "message"]
    assert 1 <= int(reply["Retry-After"]) <= 60


def test_a_token_counts_as_a_call(key: tuple[ApiClient, str]) -> None:
    program, secret = key
    use_up(program, NOW)
    with pytest.raises(TooManyCallsError):
        programs.program_with_key(program.client_id, secret, now=NOW)


def test_wrong_secrets_are_throttled(client: Client, program: ApiClient) -> None:
    form = f"client_id={program.client_id}&client_secret=wrong"
    statuses = {
        client.post("/v1/oauth/token", form, content_type="application/x-www-form-urlencoded").status_code
        for _ in range(2 * programs.WRONG_SECRETS_PER_MINUTE + 1)  # the minute may change once meanwhile
    }
    assert statuses == {400, 429}


def test_who_knows_only_the_id_cannot_use_up_the_minute(key: tuple[ApiClient, str]) -> None:
    program, secret = key
    for _ in range(programs.WRONG_SECRETS_PER_MINUTE):
        with pytest.raises(WrongKeyError):
            programs.program_with_key(program.client_id, "wrong", now=NOW)
    with pytest.raises(TooManyCallsError):
        programs.program_with_key(program.client_id, "wrong", now=NOW)
    assert programs.program_with_key(program.client_id, secret, now=NOW) == program
    assert use_up(program, NOW) == 100 - programs.WRONG_SECRETS_PER_MINUTE - 1


@on_real_connections
def test_the_limit_holds_over_several_connections(program: ApiClient) -> None:
    passed: list[int] = []

    def call() -> None:
        passed.append(use_up(program, NOW))
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(passed) == 100
