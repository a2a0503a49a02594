"""PostgreSQL plans what every search and tap asks once for each connection, however many people it is about."""

import pytest
from django.db import connection

from participants.search import find

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
ASKED_OFTEN = 6


@pytest.fixture
def kept(event, entrance, arrive):
    """The plans that this connection kept of searches for a name, by a number of people who have it."""

    def kept(people):
        for number in range(people):
            arrive("Ana", order_id=f"order-{number}")
        for _ in range(ASKED_OFTEN):
            assert find(event, entrance, "ana").found == event.participants.count()
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements")
            return {statement for (statement,) in cursor.fetchall()}

    return kept


def test_the_plans_are_kept(kept):
    assert {table for plan in kept(1) for table in ("search", "batch") if f"participants_{table} " in plan} == {
        "search",
        "batch",
    }


def test_for_more_people_there_is_no_other_plan(kept):
    assert kept(1) == kept(3)


def test_keys_of_any_size_have_one_plan(kept, arrive):
    few = kept(1)
    arrive("Ana", pk=2**40)
    assert kept(1) == few
