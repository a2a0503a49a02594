"""What was written while a read was going on is newer than what that read has gathered."""

from datetime import timedelta

import pytest

from participants.accounts import client_for
from participants.sync import read_changes
from participants.sync.reading import judge

from .conftest import lease_on


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something after a full read has compared, before it writes."""

    def meanwhile(happen):
        monkeypatch.setattr("participants.sync.reading.judge", lambda *a, **k: happen() or judge(*a, **k))

    return meanwhile


def name_of(event, row):
    return event.participants.get(kiwify_id=row["id"]).name


def test_a_change_read_between_two_pages_stays(read, sandbox, sandbox_event):
    read()
    row = sandbox.event.rows()[0]
    client = client_for(sandbox_event.account)

    def rename_behind_its_back(listed, _hint):
        if listed == 100:
            sandbox.event.rename(row["id"], "Newer")
            read_changes(sandbox_event, client=client, lease=lease)

    with lease_on(sandbox_event) as lease:
        read(progress=rename_behind_its_back, lease=lease)
    assert name_of(sandbox_event, row) == "Newer"


def test_a_ticket_looked_up_before_the_write_stays_as_it_was_found(read, look_up, sandbox, sandbox_event, meanwhile):
    read()
    sold = sandbox.event.sell(name="Older")

    def rename_and_look_up():
        sandbox.event.rename(sold["id"], "Newer")
        look_up(sold["external_id"])

    meanwhile(rename_and_look_up)
    read()
    assert name_of(sandbox_event, sold) == "Newer"


def test_what_a_clock_wrote_that_has_been_set_back_is_not_newer(read, sandbox, sandbox_event, clock):
    clock(timedelta(hours=5))
    read()
    clock(timedelta())
    row = sandbox.event.rename(sandbox.event.rows()[0]["id"], "Newer")
    assert read().changed == 1
    assert name_of(sandbox_event, row) == "Newer"


def test_what_a_clock_wrote_that_is_a_little_ahead_is_newer(read, look_up, sandbox, sandbox_event, meanwhile, clock):
    read()
    sold = sandbox.event.sell(name="Older")

    def look_up_elsewhere():
        sandbox.event.rename(sold["id"], "Newer")
        clock(timedelta(seconds=5))
        look_up(sold["external_id"])
        clock(timedelta())

    meanwhile(look_up_elsewhere)
    read()
    assert name_of(sandbox_event, sold) == "Newer"
