"""A tablet's evening: out of the bag, paired, a shift, a change, and worthless once it is lost."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from participants.models import CheckIn, Event, Role, Tablet
from participants.people import add_staff
from participants.tablets import set_pin

from .test_for_everyone import SIZES, complaints_of_axe, in_every_look, is_wider_than_the_screen, small_targets


@pytest.fixture
def dora(event: Event) -> User:
    """Staff without an account, with the PIN 2468."""
    membership = add_staff(name="Dora Lima", role=Role.DOOR, event=event)
    set_pin(membership, "2468")
    return membership.user


@pytest.fixture
def office(sign_in: Callable[..., Page], context: BrowserContext, make_person: Callable[..., User]) -> Page:
    """The organizer's own screen."""
    return sign_in(context, make_person("otto", Role.ORGANIZER))


@pytest.fixture
def bag(another_browser: Callable[..., BrowserContext]) -> Page:
    """A tablet that was never here."""
    return another_browser(has_touch=True).new_page()


def invite(office: Page, event: Event, gate: str = "Portão A") -> None:
    office.goto(f"{event.get_absolute_url()}tablets/")
    office.get_by_label("Portão").fill(gate)
    office.get_by_role("button", name="Parear um tablet").click()
    expect(office.locator(".invitation-code")).to_be_visible()


def pair(bag: Page, office: Page) -> None:
    bag.goto("/pair/")
    bag.get_by_label("Três palavras").fill(office.locator(".invitation-code").inner_text())
    bag.get_by_role("button", name="Continuar").click()
    bag.get_by_role("button", name="Parear este tablet").click()
    expect(bag.locator("#counters")).to_be_visible()


def say_who(tablet: Page, name: str, pin: str) -> None:
    tablet.get_by_text(name, exact=True).tap()
    for digit in pin:
        tablet.get_by_role("button", name=digit, exact=True).tap()


@pytest.fixture
def paired(office: Page, bag: Page, event: Event) -> Page:
    invite(office, event)
    pair(bag, office)
    return bag


def test_three_words_and_four_digits_open_the_door(office, paired, event, dora, arrive):
    arrive("Ana Conceição")
    expect(office.locator(".invitation-done")).to_have_text("Portão A · 1 está pareado.")
    paired.reload()
    say_who(paired, "Dora Lima", "2468")
    paired.locator("#q").fill("ana")
    paired.get_by_role("button", name="Entrar Ana Conceição").tap()
    expect(paired.locator(".verdict.is-in")).to_be_visible()
    row = CheckIn.objects.get()
    assert (str(row.tablet), row.gate, row.person) == ("Portão A · 1", "Portão A", dora)


def test_the_code_on_the_organizers_screen_leads_to_the_same_page(office, bag, event):
    invite(office, event)
    assert office.locator(".invitation-qr svg path").count() >= 1
    expect(office.get_by_role("img", name="QR code que pareia um tablet")).to_be_visible()


def test_a_wrong_pin_says_so_and_keeps_the_name_chosen(dora, paired):
    say_who(paired, "Dora Lima", "1122")
    expect(paired.get_by_role("alert")).to_contain_text("não é o PIN")
    for digit in "2468":
        paired.get_by_role("button", name=digit, exact=True).tap()
    expect(paired.locator("#q")).to_be_visible()


def test_a_keyboard_does_it_too(dora, paired):
    paired.get_by_label("Dora Lima").focus()
    paired.keyboard.press("Space")
    paired.keyboard.press("Tab")
    paired.keyboard.type("2468", delay=80)
    expect(paired.locator("#q")).to_be_visible()


def test_digits_are_the_pins_wherever_the_focus_is(dora, paired):
    paired.get_by_text("Dora Lima", exact=True).tap()
    expect(paired.get_by_label("PIN, quatro dígitos")).to_be_visible()
    paired.keyboard.type("2468", delay=80)
    expect(paired.locator("#q")).to_be_visible()


def test_a_ticket_scanned_too_early_is_no_pin_and_is_told_so(dora, paired):
    paired.get_by_text("Dora Lima", exact=True).tap()
    paired.keyboard.type("1357ABCDEFGHIJK")
    expect(paired.get_by_role("alert")).to_have_text("Primeiro diga quem é você; depois leia o ingresso de novo.")
    expect(paired.get_by_label("PIN, quatro dígitos")).to_have_value("")


def test_at_a_shift_change_the_next_person_is_asked(dora, paired):
    say_who(paired, "Dora Lima", "2468")
    paired.locator(".menu-open").tap()
    paired.get_by_role("button", name="Troca de turno").tap()
    expect(paired.get_by_role("heading", name="Quem está aqui?")).to_be_visible()
    expect(paired.locator("#counters")).to_be_visible()


def test_a_lost_tablet_goes_dark_by_itself(office, paired, event, arrive):
    arrive("Ana Conceição")
    paired.locator("#q").fill("ana")
    expect(paired.locator(".person")).to_have_count(1)
    office.goto(f"{event.get_absolute_url()}tablets/{Tablet.objects.get().pk}/")
    office.get_by_role("button", name="Encerrar o pareamento").click()
    expect(paired.get_by_role("heading", name="Este tablet não está mais pareado")).to_be_visible()
    expect(paired.get_by_text("Conceição")).to_have_count(0)


def test_a_tablet_that_is_moved_shows_its_new_place_by_itself(office, paired, event):
    vip = event.checkpoints.create(name="Camarote", position=1)
    office.goto(f"{event.get_absolute_url()}tablets/{Tablet.objects.get().pk}/")
    office.get_by_label("Portão").fill("Portão B")
    office.get_by_label("Ponto de entrada").select_option(str(vip.pk))
    office.get_by_role("button", name="Mudar").click()
    expect(paired.locator(".header-title")).to_contain_text("Camarote · Portão B · 1")


def test_an_idle_tablet_locks_itself(dora, paired):
    say_who(paired, "Dora Lima", "2468")
    expect(paired.locator("#q")).to_be_visible()
    Tablet.objects.update(worked_at="2026-01-01T00:00Z")
    expect(paired.get_by_role("heading", name="Quem está aqui?")).to_be_visible()


def test_the_organizer_sees_contact_and_version_of_the_tablet(office, paired, event):
    Tablet.objects.update(seen_at="2026-01-01T00:00Z")
    expect(paired.locator("#q")).to_be_visible()
    office.goto(f"{event.get_absolute_url()}tablets/")
    expect(office.locator(".contact.is-there")).to_be_visible(timeout=15_000)
    expect(office.get_by_text("atual", exact=True)).to_be_visible(timeout=15_000)


@in_every_look
def test_every_page_of_it_is_for_everyone(office, bag, event, dora, size, theme):
    width, height = SIZES[size]
    for page in (office, bag):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
    for where, page in evening(office, bag, event):
        assert (where, complaints_of_axe(page)) == (where, [])
        assert (where, small_targets(page)) == (where, [])
        assert (where, is_wider_than_the_screen(page)) == (where, False)


def evening(office: Page, bag: Page, event: Event):
    invite(office, event)
    yield "invitation", office
    bag.goto("/pair/")
    yield "words", bag
    bag.get_by_label("Três palavras").fill(office.locator(".invitation-code").inner_text())
    bag.get_by_role("button", name="Continuar").click()
    expect(bag.get_by_role("heading", name="Noite do Empreendedor")).to_be_visible()
    yield "accept", bag
    bag.get_by_role("button", name="Parear este tablet").click()
    expect(bag.get_by_role("heading", name="Quem está aqui?")).to_be_visible()
    yield "who", bag
    say_who(bag, "Dora Lima", "2468")
    expect(bag.locator("#q")).to_be_visible()
    bag.locator(".menu-open").click()
    yield "door", bag
    bag.goto(f"{event.get_absolute_url()}tablet/settings/")
    yield "settings", bag
    for place in ("tablets/", f"tablets/{Tablet.objects.get().pk}/", "staff/"):
        office.goto(event.get_absolute_url() + place)
        yield place, office
