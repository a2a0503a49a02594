"""The whole door by keyboard: arrows, Escape, the sheet of shortcuts, and focus that outlives renewed lists."""

import pytest
from playwright.sync_api import expect

from participants.models import CheckIn

from .test_for_everyone import complaints_of_axe, is_wider_than_the_screen, small_targets


@pytest.fixture
def three(door, arrive):
    """Rita's door with three people found, of whom the second has entered."""
    arrive("Ana Um"), arrive("Ana Dois", order_id="o"), arrive("Ana Três")
    door.locator("#q").press_sequentially("ana")
    expect(door.locator(".person")).to_have_count(3)
    return door


def button(page, name):
    return page.get_by_role("button", name=f"Entrar {name}")


def test_the_arrows_walk_the_rows_and_back_to_the_field(three):
    names = three.locator(".person-name").all_inner_texts()
    for name in names:
        three.keyboard.press("ArrowDown")
        expect(button(three, name)).to_be_focused()
    three.keyboard.press("ArrowDown")
    expect(button(three, names[-1])).to_be_focused()
    for _ in names:
        three.keyboard.press("ArrowUp")
    expect(three.locator("#q")).to_be_focused()
    three.keyboard.press("ArrowDown")
    three.keyboard.press("Enter")
    expect(three.locator("#verdict")).to_contain_text("ENTROU")
    expect(three.locator("#q")).to_be_focused()
    assert CheckIn.objects.get().participant.name == names[0]


def test_a_row_without_a_button_is_walked_too(three, let_in):
    button(three, "Ana Um").click()
    # A verdict that comes while somebody types leads back to the field.
    expect(three.locator(".verdict.is-in")).to_be_visible()
    expect(button(three, "Ana Um")).to_have_count(0)
    three.locator("#q").focus()
    for _ in range(3):
        three.keyboard.press("ArrowDown")
    expect(three.locator(".person").nth(2).locator(":focus")).to_have_count(1)


def test_escape_closes_the_row_and_then_goes_to_the_field_and_selects(three):
    more = three.locator(".person-more").nth(1)
    more.click()
    expect(three.locator(".opened")).to_be_visible()
    three.wait_for_timeout(100)
    three.keyboard.press("Escape")
    expect(three.locator(".opened")).to_have_count(0)
    expect(more).to_be_focused()
    three.keyboard.press("Escape")
    expect(three.locator("#q")).to_be_focused()
    three.keyboard.type("x")
    expect(three.locator("#q")).to_have_value("x")


def test_escape_closes_the_menu(three):
    three.locator(".menu-open").click()
    three.keyboard.press("Escape")
    expect(three.locator(".menu-body")).to_be_hidden()
    expect(three.locator(".menu-open")).to_be_focused()


def test_a_slash_goes_to_the_field_and_is_not_typed(three):
    button(three, "Ana Um").focus()
    three.keyboard.press("/")
    expect(three.locator("#q")).to_be_focused()
    expect(three.locator("#q")).to_have_value("ana")


@pytest.mark.parametrize("size", [(1180, 820), (412, 860)])
def test_the_sheet_of_shortcuts_opens_by_key_and_from_the_menu(three, size):
    three.set_viewport_size({"width": size[0], "height": size[1]})
    button(three, "Ana Um").focus()
    three.keyboard.press("?")
    sheet = three.locator("#shortcuts")
    expect(sheet).to_be_visible()
    assert complaints_of_axe(three) == []
    assert small_targets(three) == []
    assert not is_wider_than_the_screen(three)
    three.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(button(three, "Ana Um")).to_be_focused()
    three.locator(".menu-open").click()
    assert small_targets(three) == []
    assert complaints_of_axe(three) == []
    three.locator("[data-opens=shortcuts]").click()
    expect(sheet).to_be_visible()
    sheet.locator("button").click()
    expect(sheet).to_be_hidden()


def test_in_the_field_the_shortcuts_are_letters(three):
    three.locator("#q").press_sequentially("/?m")
    expect(three.locator("#q")).to_have_value("ana/?m")
    expect(three.locator("#shortcuts")).to_be_hidden()


@pytest.mark.parametrize("code", ["YRC3IQGCR24TWKT", "myc3iqgcr24twkm"])
def test_a_scanner_types_into_the_field_wherever_the_focus_is(three, arrive, code):
    arrive("Zoe", code=code.upper())
    button(three, "Ana Um").focus()
    three.keyboard.type(code)
    three.keyboard.press("Enter")
    expect(three.locator("#verdict")).to_contain_text("Zoe")
    expect(three.locator("html")).to_have_attribute("data-volume", "normal")


def test_focus_stays_on_its_row_when_the_list_is_renewed(three, arrive, let_in):
    button(three, "Ana Dois").focus()
    let_in(arrive("Ana Quatro"))
    three.evaluate("htmx.trigger(document.body, 'people-moved')")
    three.wait_for_timeout(300)
    expect(button(three, "Ana Dois")).to_be_focused()


def test_focus_stays_on_its_row_when_its_button_goes(three, event, let_in):
    button(three, "Ana Dois").focus()
    let_in(event.participants.get(name="Ana Dois"))
    expect(button(three, "Ana Dois")).to_have_count(0)
    row = three.locator(".person", has_text="Ana Dois")
    expect(row.locator(".person-more")).to_be_focused()


def test_what_was_filled_in_stays_when_the_list_is_renewed(three, arrive):
    three.locator(".person-more").nth(1).click()
    three.fill("#refusal-words", "Sem documento")
    arrive("Ana Quatro")
    three.evaluate("htmx.trigger(document.body, 'people-moved')")
    three.wait_for_timeout(300)
    expect(three.locator("#refusal-words")).to_have_value("Sem documento")
    expect(three.locator("#refusal-words")).to_be_focused()


def test_what_is_typed_before_the_scripts_come_is_searched_for(sign_in, context, rita, event, arrive):
    arrive("Ana Conceição")
    page, held = sign_in(context, rita), []
    page.route("**/htmx*.js", lambda route: held.append(route))
    page.goto(event.get_absolute_url(), wait_until="commit")
    page.locator("#q").fill("ana")
    held[0].continue_()
    expect(page.locator(".person")).to_have_count(1)
