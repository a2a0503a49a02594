"""Pages that were open while their event was archived: they say so by themselves."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants import archiving
from participants.models import Event, Role

SOON = 8_000  # a poll is every two seconds, and the machine may be busy


@pytest.fixture
def archive(event, arrive, let_in):
    """Archive the event, at which one came and one did not."""
    Event.objects.update(issued_tickets=2, sold_tickets=2, max_tickets=10)
    let_in(arrive("Ana Conceição"))
    arrive("Bia Souza")
    return lambda: archiving.archive(event, person=None, now=timezone.now())


def test_a_door_leads_to_where_it_is_told(archive, door, allow_complaints):
    archive()
    expect(door.get_by_role("heading", name="Este evento está arquivado")).to_be_visible(timeout=SOON)
    expect(door.locator("[data-result]")).to_have_count(0)


def test_a_board_becomes_that_of_the_past(archive, sign_in, context, make_person, event):
    board = sign_in(context, make_person("otto", Role.ORGANIZER))
    board.goto(f"{event.get_absolute_url()}attendance/")
    archive()
    expect(board.get_by_text("Não vieram")).to_be_visible(timeout=SOON)
    expect(board.get_by_text("Parear outro")).to_have_count(0)
    expect(board.get_by_text("Arquivado em")).to_be_in_viewport()
