import csv
import io
import re
from collections.abc import Callable
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from participants.models import Role

EXPORTS = "/e/noite-do-empreendedor/exports/"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def otto(make_person):
    return make_person("otto", Role.ORGANIZER)


@pytest.fixture
def desk(tablet_of, otto):
    """Otto's browser, in English."""
    desk = tablet_of(otto)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return desk


@pytest.fixture
def take(desk, event) -> Callable:
    """Download an export: `take("participants", column=["name"])`."""

    def take(kind="participants", **asked):
        return desk.get(f"{EXPORTS}{kind}/", {"format": "csv"} | asked)

    return take


@pytest.fixture
def read_csv(take) -> Callable:
    """The rows of a CSV, its titles first."""

    def read_csv(kind="participants", **asked):
        text = take(kind, **asked).getvalue().decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))

    return read_csv


@pytest.fixture
def read_xlsx(take) -> Callable:
    """The cells of the workbook's sheet of rows, by place: {"A1": ("Name", is it a number)}."""

    def read_xlsx(kind="participants", **asked):
        return cells(ZipFile(io.BytesIO(take(kind, format="xlsx", **asked).getvalue())))

    return read_xlsx


def cells(book: ZipFile, sheet: int = 1) -> dict[str, str | float]:
    shared = [text_of(one) for one in xml(book, "xl/sharedStrings.xml")]
    return {
        cell.get("r"): value_of(cell, shared) for cell in xml(book, f"xl/worksheets/sheet{sheet}.xml").iter(f"{SHEET}c")
    }


def xml(book, name):
    return ElementTree.fromstring(book.read(name))


def value_of(cell, shared):
    if cell.get("t") == "inlineStr":
        return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text_of(cell))
    number = cell.findtext(f"{SHEET}v")
    return shared[int(number)] if cell.get("t") == "s" else number and float(number)


def text_of(element):
    return "".join(one.text or "" for one in element.iter(f"{SHEET}t"))
