from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.models import Checkpoint

from .conftest import list_of, page_of


def test_a_checkpoint_is_found_and_leads_to_where_it_is_changed(desk, event, entrance, make_batch):
    entrance.batches.add(make_batch("VIP"))
    assert "VIP" in desk.get(list_of(Checkpoint, q="entr")).text
    assert reverse("checkpoint", args=[event.slug, entrance.pk]) in desk.get(page_of(entrance)).text


def test_more_checkpoints_cost_no_more_queries(desk, event, make_batch):
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(Checkpoint))
    for number in range(6):
        event.checkpoints.create(name=f"Room {number}").batches.add(make_batch(f"Lote {number}"))
    with CaptureQueriesContext(connection) as with_many:
        desk.get(list_of(Checkpoint))
    assert len(with_many) <= len(with_one)
