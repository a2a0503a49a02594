"""Whatever happens at Kiwify between our reads, in the end our copy is what Kiwify lists."""

from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.accounts import client_for
from participants.events import add_event
from participants.models import CheckIn, Source
from participants.sync import read_changes, read_event, read_order, take_in_code

from .conftest import lease_on

NUMBERS = count(1)
MOMENTS = [datetime(2026, 11, 22, hour, tzinfo=UTC) for hour in (18, 19)]
FIELDS = ["id", "external_id", "batch_id", "batch_name", "name", "order_id"]

some_row = st.integers(0, 100)
HAPPENINGS = {
    "sell": st.tuples(st.sampled_from(["Lote 1", "VIP"])),
    "rename": st.tuples(some_row, st.sampled_from(["Ana", "Íris", None])),
    "change batch": st.tuples(some_row, st.sampled_from(["Lote 1", "VIP"])),
    "check in": st.tuples(some_row, st.sampled_from(MOMENTS)),
    "take back": st.tuples(some_row),
    "list again": st.tuples(),
    "read": st.sampled_from([("full",), ("changes",)]),
    "read order": st.tuples(some_row),
    "look up": st.tuples(some_row),
}
WITHDRAWALS = {"withdraw": st.tuples(some_row)}


def some_of(happenings):
    return st.lists(
        st.one_of([st.tuples(st.just(name), what) for name, what in happenings.items()]), min_size=1, max_size=20
    )


class World:
    """A small event at Kiwify, and ours."""

    def __init__(self, sandbox, account):
        number = next(NUMBERS)
        self.theirs = sandbox.add_event(f"product-{number}", participants=4)
        self.ours = add_event(product_id=f"product-{number}", name=f"Noite {number}", account=account)
        self.client = client_for(account)
        self.gone = []

    def full(self):
        read_event(self.ours, client=self.client)

    def changes(self):
        with lease_on(self.ours) as lease:
            read_changes(self.ours, client=self.client, lease=lease)

    def happen(self, what, details):
        getattr(self, what.replace(" ", "_"))(*details)

    def row(self, number):
        rows = self.theirs.rows()
        return rows[number % len(rows)]

    def sell(self, batch):
        self.theirs.sell(batch_name=batch)

    def rename(self, number, name):
        self.theirs.rename(self.row(number)["id"], name)

    def change_batch(self, number, batch):
        self.theirs.change(self.row(number)["id"], batch_name=batch, batch_id=self.theirs.batches[batch])

    def check_in(self, number, at):
        self.theirs.check_in(self.row(number)["id"], at)

    def take_back(self, number):
        self.theirs.take_back_check_in(self.row(number)["id"])

    def withdraw(self, number):
        if len(self.theirs) > 1:
            self.gone.append(self.theirs.withdraw(self.row(number)["id"]))

    def list_again(self):
        if self.gone:
            row = self.gone.pop()
            self.theirs.sell(**row)
            self.theirs.rename(row["id"], row["name"])

    def read(self, which):
        getattr(self, which)()

    def read_order(self, number):
        if order := self.row(number)["order_id"]:
            with lease_on(self.ours) as lease:
                read_order(self.ours, order, client=self.client, lease=lease)

    def look_up(self, number):
        if code := self.row(number)["external_id"]:
            take_in_code(self.ours, code, client=self.client)

    def rows(self):
        return {tuple(row[field] or "" for field in FIELDS) for row in self.theirs.rows()}

    def copy(self):
        columns = ("kiwify_id", "code", "batch__kiwify_id", "batch__name", "name", "order_id")
        return set(self.ours.participants.filter(withdrawn_at=None, missing_since=None).values_list(*columns))

    def arrived(self):
        return {
            (row["id"], datetime.fromisoformat(row["checkin_at"])) for row in self.theirs.rows() if row["checkin_at"]
        }

    def taken_in(self):
        open_rows = CheckIn.objects.filter(event=self.ours, source=Source.KIWIFY, closed_at=None)
        listed = open_rows.filter(participant__withdrawn_at=None)
        return set(listed.values_list("participant__kiwify_id", "happened_at"))


@pytest.fixture
def quick(sandbox_event, settings):
    settings.KIWIFY_SHRINK_LIMIT = 100
    return sandbox_event.account


FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@FEW
@given(happenings=some_of(HAPPENINGS | WITHDRAWALS))
def test_three_full_reads_make_our_copy_equal(sandbox, quick, happenings):
    world = World(sandbox, quick)
    world.full()
    for what, details in happenings:
        world.happen(what, details)
    world.full(), world.full(), world.full()
    assert (world.copy(), world.taken_in()) == (world.rows(), world.arrived())


@FEW
@given(happenings=some_of(HAPPENINGS))
def test_without_withdrawals_one_read_of_changes_does(sandbox, quick, happenings):
    world = World(sandbox, quick)
    world.full()
    for what, details in happenings:
        world.happen(what, details)
    world.changes()
    assert (world.copy(), world.taken_in()) == (world.rows(), world.arrived())
