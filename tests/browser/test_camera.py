"""The camera reads: chromium's own takes its pictures from a film that the test has drawn."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from participants.models import CheckIn, Result
from tests import film
from tests.film import Scene

from .conftest import WITH_CAMERAS
from .test_for_everyone import SIZES, complaints_of_axe, is_wider_than_the_screen, small_targets

EMPTY = Scene("none", (), 1)


@pytest.fixture
def browser(whole_chromium):
    return whole_chromium


@pytest.fixture
def before_the_camera(
    browser, browser_type, browser_type_launch_args, browser_context_args, tmp_path, sign_in, rita, event
):
    """Rita's tablet at the door, with these scenes before its camera over and over."""
    opened = []

    def before_the_camera(*scenes, **changes):
        studio = browser.new_page()
        reel = film.shoot(studio, scenes, tmp_path / "film.mjpeg")
        studio.close()
        args = browser_type_launch_args["args"] + film.chromium_flags(reel)
        opened.append(browser_type.launch(**browser_type_launch_args | {"args": args, "executable_path": WITH_CAMERAS}))
        context = opened[-1].new_context(**browser_context_args | {"permissions": ["camera"]} | changes)
        page = sign_in(context, rita)
        page.goto(event.get_absolute_url())
        return page

    yield before_the_camera
    for one in opened:
        one.close()


def open_camera(page):
    page.locator("[data-camera]").click()
    expect_state(page, "seeing")


def expect_state(page, state):
    expect(page.locator("#camera")).to_have_attribute("data-state", state, timeout=10_000)


def wait_for(page, is_so):
    for _ in range(200):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It did not come to pass.")


def admitted():
    return set(CheckIn.objects.filter(result=Result.ADMITTED).values_list("participant__name", flat=True))


def test_codes_of_every_kind_are_read(before_the_camera, arrive):
    codes = {kind: arrive(kind).code for kind in film.KINDS}
    page = before_the_camera(*(Scene(kind, (code,), 1.2) for kind, code in codes.items()))
    open_camera(page)
    wait_for(page, lambda: admitted() == set(codes))


def test_what_nobody_has_stops_nothing_and_a_code_that_is_held_is_asked_once(before_the_camera, arrive):
    ana = arrive("Ana")
    page = before_the_camera(
        Scene("upright", ("NOBODYHASTHIS00",), 1), Scene("upright", ("WIFI:T:WPA;S:Salão;;",), 1), EMPTY,
        Scene("upright", (ana.code,), 5),
    )  # fmt: skip
    open_camera(page)
    wait_for(page, lambda: "Ana" in admitted())
    expect(page.locator("#verdict")).to_contain_text("ENTROU")
    page.wait_for_timeout(3000)
    assert CheckIn.objects.filter(participant=ana).count() == 1
    assert CheckIn.objects.filter(result=Result.UNKNOWN).exists()
    expect(page.locator("#verdict .verdict-word:visible")).to_have_text("ENTROU")


def test_of_several_codes_the_one_in_the_middle_counts(before_the_camera, arrive):
    left, right = arrive("Esquerda"), arrive("Direita")
    page = before_the_camera(Scene("two", (left.code, right.code), 2))
    open_camera(page)
    expect(page.locator("#verdict")).to_contain_text("Esquerda")
    expect(page.locator(".camera-several")).to_be_visible()
    page.wait_for_timeout(3000)
    assert [one.participant for one in CheckIn.objects.all()] == [left]


def test_it_sleeps_after_half_a_minute_and_wakes_with_a_tap(before_the_camera):
    page = before_the_camera(EMPTY)
    began = datetime.now(UTC)
    page.clock.set_fixed_time(began)
    open_camera(page)
    page.clock.set_fixed_time(began + timedelta(seconds=20))
    page.locator(".camera-frame").click()
    page.clock.set_fixed_time(began + timedelta(seconds=40))
    page.wait_for_timeout(300)
    expect_state(page, "seeing")
    page.clock.set_fixed_time(began + timedelta(seconds=51))
    expect_state(page, "asleep")
    assert page.evaluate("document.querySelector('#camera video').srcObject") is None
    page.get_by_role("button", name="Toque para ligar a câmera de novo").click()
    expect_state(page, "seeing")


def test_permission_is_asked_for_and_found_again_once_it_is_given(before_the_camera):
    page = before_the_camera(EMPTY, permissions=[])
    page.locator("[data-camera]").click()
    expect_state(page, "denied")
    expect(page.locator("#camera")).to_contain_text("A câmera não está permitida")
    page.context.grant_permissions(["camera"])
    expect_state(page, "seeing")


def test_it_stands_beside_the_list_and_upright_above_it(before_the_camera, arrive):
    arrive("Ana")
    page = before_the_camera(EMPTY)
    page.fill("#q", "ana")
    before = page.locator(".person").bounding_box()
    open_camera(page)
    assert page.locator(".person").bounding_box() == before
    assert page.locator("#camera").bounding_box()["x"] > before["x"] + before["width"]
    for width, height in ((820, 1180), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        bottom = page.locator("#camera").evaluate("one => one.getBoundingClientRect().bottom")
        assert bottom <= page.locator("#q").bounding_box()["y"]
        button = page.locator(".person-action button").bounding_box()
        assert button["y"] + button["height"] / 2 < height


@pytest.mark.parametrize("size", SIZES)
def test_it_is_for_everyone(before_the_camera, size):
    width, height = SIZES[size]
    page = before_the_camera(EMPTY, viewport={"width": width, "height": height})
    open_camera(page)
    for state in ("seeing", "asleep", "denied", "none", "taken", "insecure", "broken", "opening"):
        page.evaluate("async state => (await import('looking')).stop(state)", state)
        assert (state, complaints_of_axe(page)) == (state, [])
        assert (state, small_targets(page)) == (state, [])
        assert not is_wider_than_the_screen(page)
