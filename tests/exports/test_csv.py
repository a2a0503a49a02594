"""A CSV opens in a spreadsheet as it is, and nothing in it is run as a formula."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.exports import csv as ours

MANAUS = ZoneInfo("America/Manaus")
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


def written(rows, separator=";"):
    return b"".join(ours.stream(["a", "b"], rows, separator=separator, zone=MANAUS)).decode("utf-8-sig")


def read(text, separator=";"):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


@given(st.lists(st.tuples(TEXT, TEXT)), st.sampled_from(";,"))
def test_what_is_written_is_read_again(rows, separator):
    expected = [["a", "b"], *([ours.defused(one) for one in row] for row in rows)]
    assert read(written(rows, separator), separator) == expected


@given(TEXT)
def test_no_cell_begins_a_formula(text):
    assert not ours.defused(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert ours.defused(text) in (text, f"'{text}")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1"])
def test_a_formula_is_defused(text):
    assert ours.defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Ana", "(11) 98765-3509", "123.456.789-09", "", "José = Zé"])
def test_what_is_harmless_stays_as_it_is(text):
    assert ours.defused(text) == text


def test_moments_are_in_the_zones_own_time():
    assert ours.cell(datetime(2026, 11, 22, 23, 5, 7, tzinfo=UTC), MANAUS) == "2026-11-22 19:05:07"


def test_it_begins_with_its_mark_and_ends_lines_as_windows_does():
    file = b"".join(ours.stream(["a", "b"], [("x", None)], separator=";", zone=MANAUS))
    assert file == b"\xef\xbb\xbfa;b\r\nx;\r\n"


def test_it_comes_in_pieces():
    assert len(list(ours.stream(["a"], [("x",)] * 1200, separator=";", zone=MANAUS))) == 4
