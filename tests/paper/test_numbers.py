"""A number means one ticket, and a mistyped one means nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.paper.numbers import first_key, key_of, number_of

KEYS = st.integers(1, 10**9)


@given(KEYS, KEYS)
def test_a_number_leads_back_to_its_key(key, first):
    low, high = sorted((key, first))
    assert key_of(number_of(high, low), low) == high


@given(KEYS, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_seen(key, at, by):
    number = number_of(key, 1)
    at %= len(number)
    wrong = f"{number[:at]}{(int(number[at]) + by) % 10}{number[at + 1 :]}"
    assert key_of(wrong, 1) is None


@pytest.mark.parametrize("text", ["", "1", "-12", "1a", "٣٤", "9" * 30, "0", "01"])
def test_what_is_no_number(text):
    assert key_of(text, 1) is None


def test_it_stays_when_others_come(event, arrive):
    ana = arrive("Ana")
    before = number_of(ana.pk, first_key(event))
    arrive("Bia")
    assert number_of(ana.pk, first_key(event)) == before
