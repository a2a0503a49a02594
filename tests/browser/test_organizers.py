"""People, the log, doubles and reconciliation in a real browser: filters without a reload, a decision with one tap."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.models import Batch, Changed, Event, ParticipantChange, Role

from .test_for_everyone import SIZES, complaints_of_axe, in_every_look, is_wider_than_the_screen, small_targets


@pytest.fixture
def evening(event, arrive, let_in, make_tablet, withdrawn):
    """Somebody in every state, and one ticket let in twice; Ana, who came, and was renamed."""
    now = timezone.now()
    Event.objects.update(issued_tickets=5, sold_tickets=4, total_checkin=1)
    ana = arrive("Ana Conceição de Albuquerque Cavalcanti e Bragança", batch="VIP", order_id="order-1")
    arrive("Bia", order_id="order-1"), arrive("Caio", **withdrawn), arrive("")
    let_in(ana, tablet=make_tablet("Gate A"), now=now - timedelta(minutes=9))
    let_in(ana, tablet=make_tablet("Gate B"), source="offline", now=now, happened_at=now - timedelta(minutes=5))
    let_in(code="NOBODYHASTHIS00")
    ParticipantChange.objects.create(
        event=event, participant=ana, at=now, what=Changed.NAME, before="Ana Souza", after=ana.name
    )
    return ana


@pytest.fixture
def otto(make_person):
    return make_person("otto", Role.ORGANIZER)


@in_every_look
def test_their_pages_are_for_everyone(another_browser, sign_in, otto, event, evening, theme, size, allow_complaints):
    width, height = SIZES[size]
    page = sign_in(another_browser(viewport={"width": width, "height": height}, color_scheme=theme), otto)
    for address in (
        "people/", "people/?gate=Gate%20A", "people/?q=zzz", "people/?batch=999", f"people/{evening.pk}/", "log/",
        f"log/?participant={evening.pk}", "doubles/", "reconciliation/",
    ):  # fmt: skip
        page.goto(event.get_absolute_url() + address)
        assert (address, complaints_of_axe(page)) == (address, [])
        assert (address, small_targets(page)) == (address, [])
        assert (address, is_wider_than_the_screen(page)) == (address, False)


def test_a_filter_changes_the_list_and_the_address(sign_in, context, otto, event, evening):
    page = sign_in(context, otto)
    page.goto(f"{event.get_absolute_url()}people/")
    expect(page.locator(".list-row")).to_have_count(4)
    page.get_by_label("Lote").select_option(str(Batch.objects.get(name="VIP").pk))
    expect(page.locator(".list-row")).to_have_count(1)
    expect(page).to_have_url(re.compile("batch="))
    page.reload()
    expect(page.locator(".list-row")).to_have_count(1)


def test_a_search_finds_while_it_is_typed_and_back_leads_back(sign_in, context, otto, event, evening):
    page = sign_in(context, otto)
    page.goto(f"{event.get_absolute_url()}people/")
    page.get_by_label("Buscar").press_sequentially("conceicao")
    expect(page.locator(".list-row")).to_have_count(1)
    page.locator(".list-who").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Conceição")
    page.go_back()
    expect(page.locator(".list-row")).to_have_count(1)


def test_without_scripts_the_button_filters(another_browser, sign_in, otto, event, evening):
    page = sign_in(another_browser(java_script_enabled=False), otto)
    page.goto(f"{event.get_absolute_url()}log/")
    page.get_by_label("Resultado").select_option("unknown")
    page.get_by_role("button", name="Mostrar").click()
    expect(page.locator(".line")).to_have_count(1)


def test_one_tap_decides_a_double(sign_in, context, otto, event, evening):
    page = sign_in(context, otto)
    page.goto(f"{event.get_absolute_url()}doubles/")
    page.get_by_role("button", name="Duas pessoas com um ingresso").click()
    expect(page.locator(".double-settled")).to_contain_text("Otto")
