"""A tablet's poll waits for nobody: what it notes about itself is left out while the database is busy."""

import time
from datetime import timedelta

import pytest
from django.db import connection

from .conftest import grow_older, tablet_in

SOME_SECONDS = 3


LOCKS = {"sqlite": ["BEGIN IMMEDIATE"], "postgresql": ["BEGIN", "SELECT 1 FROM participants_tablet FOR UPDATE"]}


@pytest.fixture
def busy(transactional_db):
    """Somebody else writes, and does not end."""
    other = connection.copy()

    def busy():
        with other.cursor() as cursor:
            for lock in LOCKS[connection.vendor]:
                cursor.execute(lock)

    yield busy
    other.close()


@pytest.mark.parametrize("old", ["seen_at", "worked_at", "key_since"])
def test_the_counters_come_at_once_while_somebody_writes(busy, at_the_tablet, event, rita, old):
    tablet = at_the_tablet(rita)
    grow_older(tablet, **{old: timedelta(minutes=16) if old == "key_since" else timedelta(minutes=1)})
    busy()
    began = time.monotonic()
    assert tablet.get(f"{event.get_absolute_url()}counters/").status_code == 200
    assert tablet.get(event.get_absolute_url(), {"q": "ana"}).status_code == 200
    assert time.monotonic() - began < SOME_SECONDS
    assert tablet_in(tablet).next_key_hash == ""
