"""A verdict stays for three seconds, until the next, or for as long as it is touched."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.models import Role

CODE = "YRC3IQGCR24TWKT"


def show(page, arrive, **fields):
    arrive("Ana", code=CODE, **fields), arrive("Bia")
    page.fill("#q", CODE)
    page.press("#q", "Enter")
    expect(page.locator("#verdict .verdict-name")).to_contain_text("Ana")


def test_the_next_guest_typed_at_once_takes_it_away_after_three_seconds(door, arrive):
    show(door, arrive)
    expect(door.locator("#q")).to_be_focused()
    door.keyboard.type("bia")
    door.wait_for_timeout(1500)
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    expect(door.locator(".verdict.is-waiting")).to_be_visible(timeout=2500)


def test_without_a_next_guest_it_stays(door, arrive):
    show(door, arrive)
    door.wait_for_timeout(3500)
    expect(door.locator("#verdict")).to_contain_text("ENTROU")


def test_a_finger_on_it_holds_it(door, arrive):
    show(door, arrive)
    door.locator("#verdict .verdict-name").hover()
    door.mouse.down()
    door.keyboard.type("bia")
    door.wait_for_timeout(3500)
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    door.mouse.up()
    expect(door.locator(".verdict.is-waiting")).to_be_visible()


@pytest.fixture
def decided(sign_in, context, make_person, arrive, event):
    """A lead's door with "let in anyway" open and a reason half written."""
    page = sign_in(context, make_person("lia", Role.LEAD))
    page.goto(event.get_absolute_url())
    show(page, arrive, attention="refunded", attention_at=timezone.now())
    page.locator(".overrule summary").click()
    page.locator("#overrule").fill("Pagou")
    return page


def test_a_form_in_it_outlives_what_others_do(decided, second_door, arrive, let_in):
    let_in(arrive("Caio"))
    expect(decided.locator(".counter.is-in dd").first).to_have_text("1")
    decided.wait_for_timeout(3500)
    expect(decided.locator("#overrule")).to_have_value("Pagou")
    expect(decided.locator("#overrule")).to_be_focused()
    decided.evaluate("const q = document.getElementById('q'); q.value = 'b'; q.dispatchEvent(new Event('input'))")
    expect(decided.locator("#overrule")).to_be_visible()


def test_escape_folds_the_form(decided):
    decided.keyboard.press("Escape")
    expect(decided.locator("#overrule")).to_be_hidden()
    expect(decided.locator(".overrule summary")).to_be_focused()
