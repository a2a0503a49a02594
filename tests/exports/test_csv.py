"""A CSV opens in a spreadsheet as it is, and nothing in it is run as a formula."""

import csv
import io
import unicodedata
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
    defused = ours.defused(text)
    assert not defused.lstrip().startswith(("=", "+", "-", "@"))
    assert not defused.startswith(("\t", "\r", "\n"))


@given(TEXT)
def test_only_what_is_not_seen_is_left_out(text):
    seen = [one for one in text if unicodedata.category(one) not in {"Cc", "Cf"} or one in "\t\r\n"]
    assert ours.defused(text).removeprefix("'") == "".join(seen).removeprefix("'")


@pytest.mark.parametrize(("separator", "other"), [(";", ","), (",", ";")])
def test_the_other_separator_makes_no_formula_of_a_name(separator, other):
    file = written([(f"Bia{other}=cmd|' /C calc'!A0{other}x", "")], separator)
    assert not any(cell.startswith("=") for row in read(file, other) for cell in row)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1", " =1"]
)
def test_a_formula_is_defused(text):
    assert ours.defused(text) == f"'{text}"


@pytest.mark.parametrize("hidden", ["\u200b", "\ufeff", "\x00", "\x01"])
def test_a_formula_after_signs_that_nobody_sees_is_defused(hidden):
    assert ours.defused(f"{hidden}=1+1") == "'=1+1"


@pytest.mark.parametrize("text", ["Ana", "(11) 98765-3509", "123.456.789-09", "", "José = Zé"])
def test_what_is_harmless_stays_as_it_is(text):
    assert ours.defused(text) == text


def test_moments_are_in_the_zones_own_time():
    assert ours.cell(datetime(2026, 11, 22, 23, 5, 7, tzinfo=UTC), MANAUS) == "2026-11-22 19:05:07"


def test_it_begins_with_its_mark_and_ends_lines_as_windows_does():
    file = b"".join(ours.stream(["a", "b"], [("x", None)], separator=";", zone=MANAUS))
    assert file == b'\xef\xbb\xbf"a";"b"\r\n"x";""\r\n'


def test_it_comes_in_pieces():
    assert len(list(ours.stream(["a"], [("x",)] * 1200, separator=";", zone=MANAUS))) == 4
