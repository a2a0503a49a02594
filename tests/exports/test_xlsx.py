"""A workbook is written while it is sent, with typed cells, a header that stays, filters and totals."""

import io
import re
from datetime import UTC, datetime
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.exports import xlsx

from .conftest import cells

NOON = datetime(2026, 11, 22, 15, tzinfo=UTC)
TEXT = st.text(max_size=30)


def book(rows, totals=()):
    heads = [
        xlsx.Head(title="Name", width=20, is_moment=False),
        xlsx.Head(title="Arrived", width=19, is_moment=True),
        xlsx.Head(title="Entries", width=9, is_moment=False),
    ]
    zone = ZoneInfo("America/Sao_Paulo")
    made = xlsx.Book(name="Rows", heads=heads, count=len(rows), totals_name="Totals", totals=totals, zone=zone)
    return ZipFile(io.BytesIO(b"".join(xlsx.stream(made, rows))))


def test_the_file_is_whole():
    assert book([("Ana", NOON, 1)] * 1200).testzip() is None


def test_cells_have_their_types():
    found = cells(book([("Ana", NOON, 2), ("Bia", None, 0)]))
    assert found["A1"] == "Name"
    assert (found["A2"], found["B2"], found["C2"]) == ("Ana", 46348.5, 2.0)
    assert "B3" not in found and found["C3"] == 0


def test_a_moment_has_a_dates_style():
    made = book([("Ana", NOON, 1)])
    style = re.search(r'<c r="B2" s="(\d+)"><v>46348.5', made.read("xl/worksheets/sheet1.xml").decode())[1]
    formats = re.findall(r"<xf numFmtId=\"(\d+)\"", made.read("xl/styles.xml").decode().partition("<cellXfs")[2])
    assert int(formats[int(style)]) >= 164  # a format of the book's own


def test_a_formula_is_text():
    sheet = book([("=1+1", None, 0)]).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and ">=1+1</t>" in sheet


def test_the_header_stays_and_every_column_filters():
    sheet = book([("Ana", NOON, 1)] * 3).read("xl/worksheets/sheet1.xml").decode()
    assert '<pane ySplit="1"' in sheet
    assert '<autoFilter ref="A1:C4"/>' in sheet
    assert '<dimension ref="A1:C4"/>' in sheet


def test_the_second_sheet_has_the_totals():
    totals = [("Noite", None), ("Exported", NOON), ("Issued", 250), ("By", "Otto")]
    found = cells(book([], totals), sheet=2)
    assert (found["A1"], found["B2"], found["B3"], found["B4"]) == ("Noite", 46348.5, 250, "Otto")


@given(TEXT)
def test_any_text_is_kept(text):
    found = cells(book([(text, None, 0)]))
    assert found.get("A2", "") == text


@pytest.mark.parametrize("text", ["_x0041_", "a\x00b", "a\x0bb", "\ufffe"])
def test_so_is_what_xml_cannot_hold(text):
    assert cells(book([(text, None, 0)]))["A2"] == text
