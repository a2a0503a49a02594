"""PostgreSQL refuses a kept plan whose columns have another type since; who asks then is answered all the same."""

import pytest
from django.db import NotSupportedError, connection, transaction

from participants.forms import checkpoint_of

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def widen(entrance):
    """Widen a column that the kept plans read, from another connection."""
    other = connection.copy()

    def widen(letters):
        with other.cursor() as cursor:
            cursor.execute(f"ALTER TABLE participants_checkpoint ALTER COLUMN name TYPE varchar({letters})")

    length = entrance._meta.get_field("name").max_length
    yield lambda: widen(length + 1)
    widen(length)
    other.close()


def test_a_column_of_another_type_is_read_at_once(event, entrance, widen):
    assert checkpoint_of(event, entrance.pk) == entrance
    widen()
    assert [checkpoint_of(event, entrance.pk) for _ in range(3)] == [entrance] * 3


def test_a_transaction_is_not_cut_in_two(event, entrance, widen):
    assert checkpoint_of(event, entrance.pk) == entrance
    widen()
    with pytest.raises(NotSupportedError), transaction.atomic():
        checkpoint_of(event, entrance.pk)
    assert checkpoint_of(event, entrance.pk) == entrance
