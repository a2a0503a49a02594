"""One row for each verdict, never only the last of a person."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from participants import door

from .test_people import column

EIGHT = datetime(2026, 11, 22, 23, tzinfo=UTC)


def test_every_verdict_has_its_row(read_csv, arrive, let_in, entrance):
    ana = arrive("Ana")
    let_in(ana, happened_at=EIGHT), let_in(ana), let_in(code="NOBODYHASTHIS00")
    rows = read_csv("log", column=["happened", "result", "name", "code", "checkpoint", "by", "how"])
    assert column(rows, "Verdict") == ["admitted", "already in", "unknown"]
    assert rows[1] == ["2026-11-22 20:00:00", "admitted", "Ana", ana.code, entrance.name, "Rita", "search"]
    assert rows[3][2:4] == ["", "NOBODYHASTHIS00"]


def test_an_undone_entry_says_so(read_csv, arrive, let_in, rita):
    door.undo(let_in(arrive("Ana")), person=rita, now=timezone.now(), reason="wrong person")
    assert read_csv("log", column=["closed_how", "closed_reason"])[1] == ["undone", "wrong person"]


@pytest.mark.parametrize(("asked", "expected"), [
    ({"result": "unknown"}, ["unknown"]),
    ({"result": "admitted"}, ["admitted"]),
    ({"q": "ana"}, ["admitted"]),
    ({"until": "2026-11-22T20:01"}, ["admitted"]),
    ({"since": "2026-11-22T20:00", "until": "2026-11-22T20:01"}, ["admitted"]),
])  # fmt: skip
def test_it_is_filtered(read_csv, arrive, let_in, asked, expected):
    let_in(arrive("Ana"), now=EIGHT)
    let_in(code="NOBODYHASTHIS00", now=datetime(2026, 11, 23, tzinfo=UTC))
    assert column(read_csv("log", column=["result"], **asked), "Verdict") == expected
