"""A scanner that types: one reading wherever the focus is, told from fingers by rhythm, and nothing disturbed."""

import re

import pytest
from playwright.sync_api import expect

from participants.models import CheckIn

from . import scanner

CODE = "YRC3IQGCR24TWKT"
ID = "ae1603c9-eeda-41c5-84a2-6bffb7c4b333"


@pytest.fixture
def at_door(door, arrive):
    """Rita's door, where Zoe has a ticket and two people are found."""
    zoe = arrive("Zoe", code=CODE)
    type(zoe).objects.update(kiwify_id=ID)
    arrive("Ana Um"), arrive("Ana Dois")
    door.fill("#q", "ana")
    expect(door.locator(".person")).to_have_count(2)
    return door


def scan(page, text=CODE, end="Enter"):
    scanner.scan(page, text, end)


def entered(page, name="Zoe"):
    expect(page.locator("#verdict .verdict:visible")).to_have_attribute("data-result", "admitted")
    expect(page.locator("#verdict .verdict-name")).to_have_text(name)


def is_undisturbed(page):
    expect(page.locator("#q")).to_have_value("ana")
    expect(page.locator(".person")).to_have_count(2)


PLACES = {"the field": "#q", "a button": ".person-action button", "a row": ".person-more", "the menu": ".menu-open"}


@pytest.mark.parametrize("end", ["Enter", "Tab", "NumpadEnter", ""])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_wherever_the_focus_is_and_however_it_ends(at_door, place, end):
    focused = at_door.locator(place).first
    focused.focus()
    scan(at_door, end=end)
    entered(at_door)
    is_undisturbed(at_door)
    expect(focused).to_be_focused()
    assert CheckIn.objects.get().code == CODE


def test_with_the_focus_nowhere_it_calls_up_no_keyboard(at_door):
    at_door.locator("#q").blur()
    scan(at_door)
    entered(at_door)
    expect(at_door.locator("#q")).not_to_be_focused()
    is_undisturbed(at_door)


@pytest.mark.parametrize("end", ["Enter", ""])
def test_a_reason_that_is_being_typed_keeps_its_letters_and_its_form(at_door, end):
    at_door.locator(".person-more").first.click()
    at_door.locator("#refusal-words").press_sequentially("Sem doc", delay=120)
    scan(at_door, end=end)
    entered(at_door)
    expect(at_door.locator("#refusal-words")).to_have_value("Sem doc")
    expect(at_door.locator("#refusal-words")).to_be_focused()
    assert CheckIn.objects.count() == 1


def test_what_was_typed_and_selected_stays_so(at_door):
    at_door.locator("#q").evaluate("field => field.setSelectionRange(1, 2)")
    scan(at_door)
    entered(at_door)
    assert at_door.locator("#q").evaluate("field => [field.value, field.selectionStart, field.selectionEnd]") == [
        "ana", 1, 2,
    ]  # fmt: skip


def test_a_tick_and_a_choice_stay_as_they_were(at_door):
    at_door.locator(".menu-open").click()
    at_door.evaluate("""() => {
        const some = '<input type=checkbox id=tick><select id=choice><option>Y<option>R</select>'
        document.querySelector('#main').insertAdjacentHTML('beforeend', some)
    }""")
    at_door.locator("#tick").focus()
    scan(at_door, f" {CODE}")
    entered(at_door)
    expect(at_door.locator("#tick")).not_to_be_checked()
    at_door.locator("#choice").focus()
    scan(at_door, "RRR3IQGCR24TWKT")
    expect(at_door.locator("#verdict")).to_contain_text("Código desconhecido")
    expect(at_door.locator("#choice")).to_have_value("Y")


@pytest.mark.parametrize("prefix", [" ", "  ", "]Q1", "]C1", "s"])
def test_what_a_scanner_puts_before_it_presses_no_button(at_door, prefix):
    at_door.locator(".person-action button").first.focus()
    scan(at_door, prefix + CODE)
    entered(at_door)
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("key", ["F2", "F9", "Control+b", "Control+]", "Shift"])
def test_control_keys_before_and_in_the_middle_of_it(at_door, key):
    at_door.keyboard.press(key)
    scan(at_door, CODE[:6], "")
    at_door.keyboard.press(key)
    scan(at_door, CODE[6:], "")
    at_door.keyboard.press("Control+m")
    entered(at_door)


def test_a_second_end_presses_nothing(at_door):
    at_door.locator(".person-action button").first.focus()
    scan(at_door, end="Enter")
    at_door.keyboard.press("Enter")
    at_door.keyboard.press("Tab")
    entered(at_door)
    expect(at_door.locator(".person-action button").first).to_be_focused()
    assert CheckIn.objects.count() == 1


def test_an_open_dialog_makes_room_for_the_verdict(at_door):
    at_door.locator(".person-more").first.focus()
    at_door.keyboard.press("?")
    expect(at_door.locator("#shortcuts")).to_be_visible()
    scan(at_door)
    entered(at_door)
    expect(at_door.locator("#shortcuts")).to_be_hidden()


def test_an_open_menu_makes_room_for_the_verdict(at_door):
    at_door.locator(".menu-open").click()
    scan(at_door)
    entered(at_door)
    expect(at_door.locator(".menu-body")).to_be_hidden()


def test_fingers_are_no_scanner_however_much_it_looks_like_a_code(at_door):
    at_door.locator("#q").fill("")
    at_door.locator("#q").press_sequentially(CODE, delay=90)
    expect(at_door.locator("#q")).to_have_value(CODE)
    expect(at_door.locator(".person-name")).to_have_text("Zoe")
    assert not CheckIn.objects.exists()
    at_door.keyboard.press("Enter")
    entered(at_door)


def test_outside_of_the_field_fingers_type_into_it(at_door):
    at_door.locator("#q").blur()
    for letter in "zoe":
        at_door.keyboard.press(letter, delay=20)
        at_door.wait_for_timeout(90)
    expect(at_door.locator("#q")).to_have_value("zoe")
    expect(at_door.locator("#q")).to_be_focused()
    expect(at_door.locator(".person-name")).to_have_text("Zoe")


def test_space_presses_the_button_it_is_pressed_on(at_door):
    at_door.get_by_role("button", name="Entrar Ana Um").focus()
    at_door.keyboard.press("Space")
    entered(at_door, "Ana Um")


def test_letters_that_come_at_once_and_end_with_nothing_are_a_name(at_door):
    at_door.fill("#q", "")
    scan(at_door, "zoe zo", "")
    expect(at_door.locator("#q")).to_have_value("zoe zo")
    assert not CheckIn.objects.exists()


def test_a_key_that_is_held_down_is_no_scanner(at_door):
    cdp = at_door.context.new_cdp_session(at_door)
    at_door.fill("#q", "")
    press = {"type": "keyDown", "key": "a", "code": "KeyA", "text": "a", "windowsVirtualKeyCode": 65}
    for number in range(20):
        cdp.send("Input.dispatchKeyEvent", press | {"autoRepeat": number > 0})
    expect(at_door.locator("#q")).to_have_value("a" * 20)
    at_door.wait_for_timeout(700)
    expect(at_door.locator("#q")).to_have_value("a" * 20)


def test_a_pasted_code_is_asked_at_once(at_door):
    paste(at_door, f" {CODE.lower()}\n")
    entered(at_door)
    is_undisturbed(at_door)


def test_a_pasted_name_is_pasted(at_door):
    at_door.fill("#q", "")
    assert not paste(at_door, "Zoe")
    assert not CheckIn.objects.exists()


def paste(page, text):
    """Whether the page took what was pasted for itself."""
    return not page.locator("#q").evaluate(
        """(field, text) => {
            const clipboardData = new DataTransfer()
            clipboardData.setData("text/plain", text)
            return field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
        }""",
        text,
    )


@pytest.mark.parametrize("parts", [list(CODE), [CODE]], ids=["sign by sign", "at once"])
def test_an_android_keyboard_that_tells_no_keys(at_door, parts):
    cdp = at_door.context.new_cdp_session(at_door)
    at_door.locator("#q").focus()
    for part in parts:
        cdp.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Unidentified", "windowsVirtualKeyCode": 229})
        cdp.send("Input.insertText", {"text": part})
        cdp.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": "Unidentified", "windowsVirtualKeyCode": 229})
    entered(at_door)
    is_undisturbed(at_door)


LAYOUTS = {
    "address": "httpsÇ;;kiwify.example;t;" + CODE, "JSON": "`^id^Ç ^" + CODE + "^{", "AIM": "[Q1" + CODE,
    "slashes swallowed": "https?kiwify.examplet" + CODE, "id in capitals": ID.upper(),
}  # fmt: skip


@pytest.mark.parametrize("end", ["Enter", ""])
@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_through_the_wrong_layout(at_door, text, end):
    at_door.locator(".person-more").first.focus()
    scan(at_door, text, end)
    entered(at_door)
    is_undisturbed(at_door)


@pytest.mark.parametrize("composed", ["Â", "A", "Unidentified"])
def test_a_letter_after_a_dead_key_is_itself_whatever_the_tablet_makes_of_it(at_door, arrive, composed):
    arrive("Bia", code="ARC3IQGCR24TWKT")
    at_door.locator(".person-more").first.focus()
    keys = [scanner.sign(one) for one in "{id;ARC3IQGCR24TWKT"]
    keys[4:5] = [scanner.dead("Quote"), keys[4] | {"key": composed, "text": "", "modifiers": 8}]
    scanner.press(at_door, [*keys, scanner.ENTER])
    entered(at_door, "Bia")


def test_the_test_code_is_calm_and_silent(at_door):
    scan(at_door, "PORTARIA-TESTE", "")
    panel = at_door.locator("#verdict .verdict:visible")
    expect(panel).to_have_attribute("data-result", "test")
    expect(panel).to_contain_text("LEITURA DE TESTE")
    assert panel.get_attribute("data-sound") is None
    assert not CheckIn.objects.exists()


def test_on_the_way_out_a_scan_lets_out(at_door, event, entrance, let_in):
    entrance.has_exit = True
    entrance.save()
    let_in(event.participants.get(name="Zoe"))
    at_door.goto(f"{event.get_absolute_url()}?way=out")
    at_door.locator("#q").blur()
    scan(at_door)
    expect(at_door.locator("#verdict")).to_contain_text("Zoe")
    expect(at_door.locator("#verdict .verdict:visible")).to_have_attribute("data-result", "left")


def test_what_is_no_ticket_is_shown_short_and_clean(at_door):
    scan(at_door, "https://user:secret@exemplo.com.br/promo/verao?utm=1")
    panel = at_door.locator("#verdict .verdict:visible")
    expect(panel).to_contain_text("Não é ingresso")
    expect(panel.locator(".verdict-name")).to_have_text(re.compile(r"^\s*exemplo\.com\.br/promo/…\s*$"))
