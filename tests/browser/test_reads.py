"""The page of reads in a real browser: it follows a read that is going on, and ends a hold."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.models import Event, Reading, Role, SyncRun


@pytest.fixture
def otto(sign_in, context, make_person, event):
    """The organizer's browser, on the page of reads of an event that is followed."""
    now = timezone.now()
    Event.objects.update(read_at=now, issued_tickets=2)
    Reading.objects.create(event=event, followed_at=now, full_read_at=now)
    page = sign_in(context, make_person("otto", Role.ORGANIZER))
    page.goto(f"{event.get_absolute_url()}reads/")
    return page


def test_read_now_shows_how_far_the_read_has_come(otto, event):
    otto.get_by_role("button", name="Ler agora").click()
    expect(otto.get_by_text("A leitura começa em instantes.")).to_be_visible()
    Reading.objects.update(asked_at=None)
    run = SyncRun.objects.create(event=event, started_at=timezone.now(), listed=100, expected=250)
    expect(otto.get_by_text("Lendo: 100 de 250 ingressos")).to_be_visible()
    SyncRun.objects.filter(pk=run.pk).update(listed=200)
    expect(otto.get_by_text("Lendo: 200 de 250 ingressos")).to_be_visible()
    SyncRun.objects.filter(pk=run.pk).update(status="done", finished_at=timezone.now())
    expect(otto.get_by_role("button", name="Ler agora")).to_be_enabled()


def test_a_hold_shows_by_itself_and_is_ended_in_one_click(otto, event, arrive):
    Reading.objects.update(held=[arrive("Ana").pk, arrive("Bia").pk])
    otto.get_by_role("button", name="2 ingressos não existem mais").click(timeout=10_000)
    expect(otto.locator(".reads-held")).to_have_count(0)
    assert event.participants.exclude(withdrawn_at=None).count() == 2


def test_an_organizer_finds_the_page_from_the_door(otto, event):
    otto.goto(event.get_absolute_url())
    otto.locator(".menu-open").click()
    otto.get_by_role("link", name="Leituras da Kiwify").click()
    expect(otto.get_by_role("heading", level=1)).to_have_text("Leituras da Kiwify")
