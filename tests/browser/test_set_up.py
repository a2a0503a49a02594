"""The whole way without a shell: from an empty installation with one admin to an open door."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from participants.models import Account, Event, Reading, Role, SyncRun

from .conftest import running, running_site
from .test_for_everyone import SIZES, complaints_of_axe, in_every_look, is_wider_than_the_screen, small_targets


@pytest.fixture
def site(sandbox, transactional_db):
    """A site of its own, whose Kiwify is the sandbox; a follower runs beside it, as in production."""
    settings = {"KIWIFY_API_URL": sandbox.base_url}
    with running_site(**settings) as address, running("manage.py", "sync", "--follow", **settings):
        yield address


@pytest.fixture
def ada(sign_in, context):
    """The admin's browser."""
    page = sign_in(context, User.objects.create_superuser("ada", password="porta-1234"))
    page.goto("/")
    return page


@pytest.fixture
def connected(sandbox):
    return Account.objects.create(
        name="Loja", account_id=sandbox.account_id, client_id=sandbox.client_id, client_secret=sandbox.client_secret
    )


@pytest.fixture
def event(connected):
    """An event that the follower leaves alone for now."""
    event = Event.objects.create(account=connected, product_id="p", name="Noite", slug="noite")
    later = event.created_at + timedelta(hours=1)
    Reading.objects.create(event=event, full_rest_until=later, changes_rest_until=later)
    return event


def connect(page, sandbox, secret):
    page.get_by_label("Client secret").fill(secret)
    page.get_by_role("button", name="Testar e conectar").click()


def add_event(page, product_id):
    page.locator("#id_product_id").fill(product_id)
    page.get_by_role("button", name="Adicionar o evento").click()


def test_from_an_empty_installation_to_an_open_door(ada, sandbox, allow_complaints):
    ada.get_by_role("link", name="Contas da Kiwify").click()
    ada.get_by_role("link", name="Conectar uma conta").click()
    ada.locator("#id_name").fill("Loja")
    ada.locator("#id_account_id").fill(sandbox.account_id)
    ada.locator("#id_client_id").fill(sandbox.client_id)
    connect(ada, sandbox, "a-wrong-secret")
    expect(ada.get_by_text("A Kiwify recusa")).to_be_visible()
    connect(ada, sandbox, sandbox.client_secret)
    ada.get_by_role("link", name="Adicionar um evento desta conta").click()
    expect(ada.locator("#id_product_id")).to_be_visible()
    ada.locator("#id_name").fill("Noite do Empreendedor")
    add_event(ada, "no-event-at-all")
    expect(ada.get_by_text("A Kiwify não conhece nenhum evento")).to_be_visible()
    add_event(ada, sandbox.product_id)
    expect(ada.get_by_role("heading", name="Preparação")).to_be_visible()
    ada.locator("#checklist").get_by_role("link", name="Abrir a porta").click(timeout=20_000)
    somebody = next(row for row in sandbox.event.rows() if row["name"])
    ada.fill("#q", somebody["name"])
    ada.press("#q", "Enter")
    expect(ada.locator(f"[data-participant='{somebody['id']}']")).to_be_visible()


def test_the_checklist_goes_on_by_itself_and_what_is_typed_stays(ada, event):
    ada.goto("/e/noite/setup/")
    ada.locator("#id_capacity").fill("1800")
    SyncRun.objects.create(event=event, started_at=event.created_at, listed=100, expected=250)
    expect(ada.get_by_text("Lendo: 100 de 250 ingressos")).to_be_visible(timeout=10_000)
    expect(ada.locator("#id_capacity")).to_have_value("1800")


PAGES = ["/accounts/", "/accounts/new/", "/accounts/{account}/", "/events/new/", "/e/noite/setup/", "/e/noite/staff/"]


@in_every_look
def test_every_page_is_for_everyone(another_browser, sign_in, event, theme, size):
    event.batches.create(name="VIP", kiwify_id="b-1")
    ada = User.objects.create_superuser("ada", password="porta-1234")
    event.memberships.create(user=User.objects.create_user("rita"), role=Role.DOOR)
    width, height = SIZES[size]
    page = sign_in(another_browser(viewport={"width": width, "height": height}, color_scheme=theme), ada)
    for address in PAGES:
        page.goto(address.format(account=event.account_id))
        found = complaints_of_axe(page), small_targets(page), is_wider_than_the_screen(page)
        assert (address, *found) == (address, [], [], False)
