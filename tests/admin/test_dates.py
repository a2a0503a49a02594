"""The dates above a list: those in which something stands there, and no others."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.events import add_event
from participants.models import CheckIn

from .conftest import list_of


@pytest.fixture
def came(event, entrance, arrive):
    """Somebody who came at each of these moments: `came((2026, 11, 22, 20))`."""

    def came(*moments, at=entrance):
        for moment in moments:
            now = datetime(*moment, tzinfo=UTC)
            CheckIn.objects.create(
                id=uuid4(), event=at.event, checkpoint=at, result="unknown", source="scan", happened_at=now,
                recorded_at=now,
            )  # fmt: skip

    return came


@pytest.fixture
def dates(desk):
    """The dates above the log, narrowed so; the way back comes first."""

    def dates(**asked):
        page = desk.get(list_of(CheckIn, **asked)).text
        links = page.partition('class="toplinks"')[2].partition("</nav>")[0].partition("</span>")[2]
        return re.findall(r"[A-Z0-9][\w ]+", re.sub(r"<[^>]*>", "\n", links))

    return dates


def test_an_empty_log_has_none(desk, event):
    assert "toplinks" not in desk.get(list_of(CheckIn)).text


def test_of_several_years_one_is_chosen_first(dates, came):
    came((2024, 3, 1, 12), (2026, 11, 22, 12))
    assert dates() == ["2024", "2026"]


def test_of_one_year_the_months_are_shown(dates, came):
    came((2026, 3, 1, 12), (2026, 11, 22, 12), (2026, 11, 23, 12))
    assert dates() == ["March 2026", "November 2026"]
    assert dates(recorded_at__year=2026) == ["All dates", "March 2026", "November 2026"]


def test_of_a_month_the_days_in_the_sites_own_time(dates, came):
    came((2026, 11, 22, 12), (2026, 12, 1, 2))  # in São Paulo the second is still November
    assert dates(recorded_at__year=2026, recorded_at__month=11) == ["2026", "November 22", "November 30"]


def test_a_day_leads_back_to_its_month(dates, came):
    came((2026, 12, 31, 12))
    asked = {"recorded_at__year": 2026, "recorded_at__month": 12, "recorded_at__day": 31}
    assert dates(**asked) == ["December 2026", "December 31"]


def test_they_are_those_of_the_chosen_event(dates, came, event, account):
    other = add_event(product_id="p-2", name="Other", account=account)
    came((2026, 3, 1, 12))
    came((2026, 5, 1, 12), at=other.checkpoints.get())
    assert dates(event=other.pk) == ["May 2026"]
    assert dates() == ["March 2026", "May 2026"]


def test_more_rows_cost_no_more_queries(desk, came):
    came((2026, 3, 1, 12))
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(CheckIn))
    came(*[(2026, month, 1 + month, 12) for month in range(1, 13)])
    with CaptureQueriesContext(connection) as with_many:
        desk.get(list_of(CheckIn))
    assert len(with_many) == len(with_one)
