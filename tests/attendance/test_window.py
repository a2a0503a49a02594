"""The time that a chart shows: chosen, or what is of interest now."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from participants.attendance import WindowForm, chart_of, window_of

NOW = datetime(2026, 11, 22, 23, 32, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_sao_paulo():
    with timezone.override("America/Sao_Paulo"):
        yield


def asked(**data):
    form = WindowForm(data)
    assert form.is_valid(), form.errors
    return form.asked


def at(clock):
    return datetime.fromisoformat(f"2026-11-22T{clock}-03:00").astimezone(UTC)


def came(**gates):
    """`came(A="20:10 20:11")`: one person at each of these times."""
    return Counter((at(clock), gate) for gate, clocks in gates.items() for clock in clocks.split())


def test_an_hour_is_shown_minute_by_minute():
    window = window_of(asked(span="hour"), came(), NOW)
    assert (window.since, window.until, window.step) == (at("19:32"), at("20:33"), 1)


def test_the_evening_begins_with_the_first_who_came_and_goes_on_until_now():
    window = window_of(asked(), came(A="18:03 19:00"), NOW)
    assert (window.since, window.until, window.step) == (at("18:00"), at("20:35"), 5)


def test_an_evening_that_is_over_stays_as_it_was():
    window = window_of(asked(), came(A="18:03 23:58"), NOW + timedelta(days=3))
    assert (window.since, window.until) == (at("18:00"), at("23:59") + timedelta(minutes=1))


def test_what_was_long_before_the_evening_is_in_all_that_came():
    arrivals = came(A="18:03") + Counter({(at("18:00") - timedelta(days=2), "A"): 1})
    assert window_of(asked(), arrivals, NOW).since == at("08:30")
    assert window_of(asked(span="all"), arrivals, NOW).since == at("18:00") - timedelta(days=2)


def test_before_anybody_came_there_is_an_empty_hour():
    chart = chart_of(came(), window_of(asked(), came(), NOW))
    assert (chart.total, chart.gates, len(chart.rows)) == (0, [], 61)


def test_a_window_of_ones_own_is_in_the_events_time():
    window = window_of(asked(since="2026-11-22T19:00", until="2026-11-22T20:00", step="15"), came(), NOW)
    assert [start for start, _end in window.steps] == [at("19:00"), at("19:15"), at("19:30"), at("19:45")]


def test_steps_turn_by_the_clock_on_the_wall():
    with timezone.override("Asia/Kolkata"):
        assert window_of(asked(span="three_hours", step="60"), came(), NOW).since.minute == 30


def test_too_many_bars_become_longer_ones():
    assert window_of(asked(span="evening", step="1"), came(A="09:00 20:00"), NOW).step == 5


def test_the_longest_time_has_bars_that_can_be_told_apart():
    arrivals = came(A="18:03") + Counter({(NOW - timedelta(days=400), "A"): 1})
    window = window_of(asked(span="all"), arrivals, NOW)
    assert len(list(window.steps)) <= 501


@pytest.mark.parametrize("wrong", [
    {"since": "2026-01-01T00:00", "until": "2026-11-22T19:00"},
    {"since": "0001-01-01T00:00", "until": "0001-01-02T00:00"},
    {"since": "2026-11-22T20:00", "until": "2026-11-22T20:00"},
    {"span": "year"}, {"step": "0"}, {"step": "7"}, {"step": "five"}, {"step": "1e9"}, {"since": "2026-11-22T19:00"},
    {"until": "2026-11-22T19:00"}, {"since": "soon", "until": "2026-11-22T19:00"},
    {"since": "2026-11-22T20:00", "until": "2026-11-22T19:00"},
    {"since": "9999-12-31T00:00", "until": "9999-12-31T23:59"}, {"span": "\x00"},
])  # fmt: skip
def test_what_is_wrong_is_said(wrong):
    form = WindowForm(wrong)
    assert form.sentence
    assert form.asked == {}
