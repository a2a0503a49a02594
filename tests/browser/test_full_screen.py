from playwright.sync_api import expect

from .until import until

AN_APP = """
const real = matchMedia
window.matchMedia = query => query.includes("standalone") ? { matches: true } : real(query)
"""
IS_FULL = "document.fullscreenElement !== null"


def button(page, name):
    page.locator(".menu-open").click()
    return page.get_by_role("button", name=name)


def test_a_button_fills_the_screen_and_gives_it_back(door):
    button(door, "Tela cheia").click()
    until(door, IS_FULL)
    expect(door.locator(".menu")).not_to_have_attribute("open", "")
    leave = button(door, "Sair da tela cheia")
    expect(leave).to_be_visible()
    leave.click()
    until(door, f"!({IS_FULL})")


def test_by_keyboard_too(door):
    door.locator(".menu-open").focus()
    door.keyboard.press("Enter")
    door.get_by_role("button", name="Tela cheia").focus()
    door.keyboard.press("Enter")
    until(door, IS_FULL)


def test_where_it_cannot_be_it_is_not_offered(door):
    door.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', { value: false })")
    door.reload()
    door.locator(".menu-open").click()
    expect(door.locator("[data-full-screen]")).to_be_hidden()


def test_an_app_has_the_screen_already(door):
    door.add_init_script(AN_APP)
    door.reload()
    door.locator(".menu-open").click()
    expect(door.locator("[data-full-screen]")).to_be_hidden()
