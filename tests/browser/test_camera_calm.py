"""Which code in view is asked about, and when: the rules alone, at made-up moments."""

import pytest

ASK = """async views => {
  const { readings } = await import("readings")
  const choose = readings()
  return views.map(([at, ...codes]) => choose(codes.map(([text, off]) => ({ text, off })), at) ?? null)
}"""
A, B, FAR_A, FAR_B = ["A", 0.1], ["B", 0.1], ["A", 0.6], ["B", 0.6]


@pytest.fixture
def browser(whole_chromium):
    return whole_chromium


@pytest.fixture
def asked(door):
    """What is asked of the door at each of these views: a moment in milliseconds, and the codes in view."""
    return lambda *views: door.evaluate(ASK, list(views))


def test_a_code_is_asked_once_for_as_long_as_it_is_in_view(asked):
    assert asked([0, A], [100, A], [2400, A], [4800, A], [7200, A]) == ["A", None, None, None, None]


def test_a_code_that_comes_back_is_asked_again_after_two_and_a_half_seconds(asked):
    assert asked([0, A], [2400, A], [4000], [4800, A], [7400, A]) == ["A", None, None, None, "A"]


def test_the_next_guest_is_asked_at_once(asked):
    assert asked([0, A], [900], [1000, B]) == ["A", None, "B"]


def test_of_two_codes_the_one_in_the_middle_is_asked_and_the_other_waits_until_its_verdict_was_read(asked):
    assert asked([0, A, FAR_B], [100, FAR_A, B], [2000, FAR_A, B], [2600, FAR_A, B]) == ["A", None, None, "B"]


def test_two_codes_that_tremble_ask_once_each(asked):
    views = [[at, *([A, FAR_B] if at % 200 else [FAR_A, B])] for at in range(0, 20_000, 100)]
    assert [one for one in asked(*views) if one] == ["B", "A"]


def test_a_flood_of_codes_asks_at_most_five_times_in_four_seconds(asked):
    assert len([one for one in asked(*([at, [str(at), 0]] for at in range(0, 4000, 50))) if one]) == 5


def test_a_code_of_nothing_is_no_code(asked):
    assert asked([0, ["  ", 0], FAR_B], [3000, ["", 0]]) == ["B", None]
