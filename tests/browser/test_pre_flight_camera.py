"""The camera's light: it opens, reads the test code, and says what is wrong where it does not."""

import pytest
from playwright.sync_api import expect

from participants.scanned import TEST_CODE
from tests import film
from tests.film import Scene

from .conftest import WITH_CAMERAS
from .test_for_everyone import complaints_of_axe, small_targets


@pytest.fixture
def before_the_camera(
    browser, browser_type, browser_type_launch_args, browser_context_args, tmp_path, sign_in, rita, event
):
    """Rita's tablet at the page of lights, with these scenes before its camera: `before_the_camera(Scene(…))`."""
    opened = []

    def before_the_camera(*scenes):
        studio = browser.new_page()
        reel = film.shoot(studio, scenes, tmp_path / "film.mjpeg")
        studio.close()
        args = browser_type_launch_args["args"] + film.chromium_flags(reel)
        opened.append(browser_type.launch(**browser_type_launch_args | {"args": args, "executable_path": WITH_CAMERAS}))
        page = sign_in(opened[-1].new_context(**browser_context_args | {"permissions": ["camera"]}), rita)
        page.goto(f"{event.get_absolute_url()}tablet/")
        return page

    yield before_the_camera
    for one in opened:
        one.close()


def look(page):
    page.get_by_role("button", name="Testar a câmera").click()


def light(page):
    return page.locator("[data-light=camera]")


def said(page):
    return light(page).locator("[data-says]:visible")


def test_it_reads_the_test_code_and_closes(before_the_camera):
    page = before_the_camera(Scene("phone", (TEST_CODE,), 1.2))
    look(page)
    expect(light(page)).to_have_attribute("data-state", "green", timeout=20_000)
    expect(said(page)).to_contain_text("A câmera leu o código de teste.")
    expect(page.locator("video")).to_be_hidden()
    assert page.evaluate("document.querySelector('video').srcObject") is None


def test_a_ticket_is_no_test_code(before_the_camera):
    page = before_the_camera(Scene("upright", ("CODE00000000001",), 1.2))
    look(page)
    expect(said(page)).to_contain_text("Mostre o código de teste à câmera.")
    page.wait_for_timeout(1500)
    expect(light(page)).to_have_attribute("data-state", "none")
    assert complaints_of_axe(page) == []
    assert small_targets(page) == []


def test_after_a_minute_without_it_it_says_so(before_the_camera):
    page = before_the_camera(Scene("none", (), 0.6))
    page.clock.install()
    page.reload()
    look(page)
    expect(said(page)).to_contain_text("Mostre o código de teste à câmera.")
    for _ in range(16):
        page.clock.fast_forward(4_000)  # less than the reader may take for one picture
        page.wait_for_timeout(200)
    expect(light(page)).to_have_attribute("data-state", "amber")


def test_a_second_tap_closes_it(before_the_camera):
    page = before_the_camera(Scene("none", (), 0.6))
    look(page)
    expect(page.locator("video")).to_be_visible()
    look(page)
    expect(page.locator("video")).to_be_hidden()
    expect(light(page)).to_have_attribute("data-state", "none")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NotAllowedError", "não está permitida"),
        ("NotFoundError", "Nenhuma câmera"),
        ("NotReadableError", "não responde"),
    ],
)
def test_what_keeps_it_shut_is_said(door, event, name, words):
    door.add_init_script(
        f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('no', '{name}') }}"
    )
    door.goto(f"{event.get_absolute_url()}tablet/")
    look(door)
    expect(light(door)).to_have_attribute("data-state", "red")
    expect(said(door)).to_contain_text(words)
