"""A camera that is missing, taken, unplugged or slow, and a reader of codes that breaks: said, and mended."""

import re

import pytest
from playwright.sync_api import expect

from .test_camera import expect_state, wait_for

# Cameras of ours: a moving canvas, and the error that opening one ends in.
CAMERAS = """
window.cameras = { error: "", names: ["rear"], wishes: [], torch: [] }
const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 })
const context = canvas.getContext("2d")
setInterval(() => { context.fillStyle = `hsl(${Date.now() / 20 % 360} 50% 50%)`; context.fillRect(0, 0, 640, 480) }, 40)
navigator.mediaDevices.getUserMedia = async ({ video }) => {
  if (cameras.error) throw new DOMException("", cameras.error)
  const wanted = video.deviceId?.exact ?? "rear"
  if (!cameras.names.includes(wanted)) throw new DOMException("", "OverconstrainedError")
  cameras.wishes.push(video)
  const stream = canvas.captureStream(25)
  cameras.track = stream.getVideoTracks()[0]
  cameras.track.getSettings = () => ({ deviceId: wanted, facingMode: wanted === "rear" ? "environment" : "user" })
  cameras.track.getCapabilities = () => ({ torch: wanted === "rear" })
  cameras.track.applyConstraints = async ({ advanced: [{ torch }] }) => { cameras.torch.push(torch) }
  return stream
}
navigator.mediaDevices.enumerateDevices = async () => cameras.names.map(deviceId => ({ kind: "videoinput", deviceId }))
window.workers = []
window.Worker = class extends Worker { constructor(...words) { super(...words); workers.push(this) } }
"""
IS_HIDDEN = """is => {
  Object.defineProperty(document, "hidden", { value: is, configurable: true })
  document.dispatchEvent(new Event("visibilitychange"))
}"""
NO_PICTURES = "HTMLVideoElement.prototype.requestVideoFrameCallback = () => {}"
# What the page's own loop hears of it: two that ask one worker at once take each other's answers.
NEXT_ANSWER = """worker => new Promise(heard =>
    workers[worker].addEventListener("message", ({ data }) => data.codes && heard(data.codes)))"""


@pytest.fixture
def browser(whole_chromium):
    return whole_chromium


@pytest.fixture
def tablet(door):
    """Rita's door with cameras of ours."""
    door.add_init_script(CAMERAS)
    door.reload()
    return door


def tap(page):
    page.locator("[data-camera]").click()


def open_camera(page):
    tap(page)
    expect_state(page, "seeing")


def opened(page):
    return page.evaluate("cameras.wishes.length")


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        ("NotFoundError", "none", "Nenhuma câmera encontrada"),
        ("NotReadableError", "taken", "A câmera não responde"),
        ("NotAllowedError", "denied", "A câmera não está permitida"),
    ],
)
def test_each_trouble_is_explained_and_trying_again_mends_it(tablet, error, state, words):
    tablet.evaluate("error => { cameras.error = error }", error)
    tap(tablet)
    expect_state(tablet, state)
    expect(tablet.locator(".camera-note")).to_contain_text(words)
    tablet.evaluate("cameras.error = ''")
    tablet.get_by_role("button", name="Tentar de novo").click()
    expect_state(tablet, "seeing")


def test_without_https_it_says_so(tablet):
    tablet.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    tablet.reload()
    tap(tablet)
    expect_state(tablet, "insecure")
    expect(tablet.locator(".camera-note")).to_contain_text("https://")


def test_a_chromium_without_a_camera_finds_none(door):
    door.context.grant_permissions(["camera"])
    tap(door)
    expect_state(door, "none")


def test_a_camera_that_is_plugged_in_is_taken_at_once(tablet):
    tablet.evaluate("cameras.error = 'NotFoundError'")
    tap(tablet)
    expect_state(tablet, "none")
    tablet.evaluate("cameras.error = ''; navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    expect_state(tablet, "seeing")


def test_a_camera_that_goes_away_is_looked_for_again(tablet):
    open_camera(tablet)
    tablet.evaluate("cameras.track.stop(); cameras.track.dispatchEvent(new Event('ended'))")
    expect_state(tablet, "seeing")
    assert opened(tablet) == 2
    tablet.evaluate("cameras.error = 'NotReadableError'; cameras.track.dispatchEvent(new Event('ended'))")
    expect_state(tablet, "taken")


def test_a_camera_that_shows_nothing_is_opened_again_and_then_given_up(tablet):
    tablet.clock.install()
    tablet.reload()
    open_camera(tablet)
    for _ in range(3):
        expect_state(tablet, "seeing")
        tablet.evaluate(
            "cameras.track.enabled = false; HTMLVideoElement.prototype.requestVideoFrameCallback = () => {}"
        )
        tablet.wait_for_timeout(200)
        tablet.clock.fast_forward(4100)
    expect_state(tablet, "taken")
    assert opened(tablet) == 3


def test_a_page_in_the_background_lets_the_camera_go_and_takes_it_back(tablet):
    open_camera(tablet)
    tablet.evaluate(IS_HIDDEN, True)
    expect_state(tablet, "away")
    assert tablet.evaluate("cameras.track.readyState") == "ended"
    tablet.evaluate(IS_HIDDEN, False)
    expect_state(tablet, "seeing")


def test_a_camera_that_sleeps_is_not_woken_by_the_page_coming_back(tablet):
    open_camera(tablet)
    tablet.evaluate("import('looking').then(({ stop }) => stop('asleep'))")
    tablet.evaluate(IS_HIDDEN, True)
    tablet.evaluate(IS_HIDDEN, False)
    expect_state(tablet, "asleep")


def test_a_closed_camera_is_let_go_and_stays_closed(tablet):
    open_camera(tablet)
    tablet.get_by_role("button", name="Fechar a câmera").click()
    expect(tablet.locator("#camera")).to_be_hidden()
    expect(tablet.locator("[data-camera]")).to_be_focused()
    wait_for(tablet, lambda: tablet.evaluate("cameras.track.readyState === 'ended'"))
    tablet.evaluate(IS_HIDDEN, False)
    assert opened(tablet) == 1
    open_camera(tablet)


def test_closed_while_it_opens_it_lets_go_of_what_comes_late(tablet):
    tablet.evaluate("""() => {
      const { getUserMedia } = navigator.mediaDevices
      navigator.mediaDevices.getUserMedia = async wish => {
        await new Promise(resolve => { window.arrive = resolve })
        return getUserMedia(wish)
      }
    }""")
    tap(tablet)
    wait_for(tablet, lambda: tablet.evaluate("Boolean(window.arrive)"))
    tap(tablet)
    tablet.evaluate("arrive()")
    wait_for(tablet, lambda: tablet.evaluate("cameras.track?.readyState === 'ended'"))
    expect(tablet.locator("#camera")).to_be_hidden()


def test_escape_closes_it(tablet):
    open_camera(tablet)
    tablet.get_by_role("button", name="Fechar a câmera").focus()
    tablet.keyboard.press("Escape")
    expect(tablet.locator("#camera")).to_be_hidden()
    expect(tablet.locator("[data-camera]")).to_be_focused()


def test_the_rear_camera_comes_first_and_the_one_chosen_is_remembered(tablet):
    open_camera(tablet)
    assert tablet.evaluate("cameras.wishes[0].facingMode") == "environment"
    expect(tablet.get_by_role("button", name="Trocar de câmera")).to_be_hidden()
    tap(tablet)
    tablet.evaluate("cameras.names.push('front')")
    open_camera(tablet)
    tablet.get_by_role("button", name="Trocar de câmera").click()
    expect(tablet.locator("#camera")).to_have_attribute("data-facing", "user")
    tablet.reload()
    tablet.evaluate("cameras.names.push('front')")
    open_camera(tablet)
    assert tablet.evaluate("cameras.wishes[0].deviceId.exact") == "front"
    tablet.reload()
    open_camera(tablet)
    assert tablet.evaluate("cameras.wishes[0].facingMode") == "user"


def test_the_torch_is_there_where_the_camera_has_one(tablet):
    tablet.evaluate("cameras.names.push('front')")
    open_camera(tablet)
    torch = tablet.get_by_role("button", name="Lanterna")
    torch.click()
    expect(torch).to_have_attribute("aria-pressed", "true")
    torch.click()
    expect(torch).to_have_attribute("aria-pressed", "false")
    assert tablet.evaluate("cameras.torch") == [True, False]
    tablet.get_by_role("button", name="Trocar de câmera").click()
    expect(torch).to_be_hidden()


def test_a_reader_that_crashes_gets_a_successor(tablet):
    open_camera(tablet)
    tablet.evaluate("workers[0].dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))")
    wait_for(tablet, lambda: tablet.evaluate("workers.length === 2"))
    expect_state(tablet, "seeing")
    assert tablet.evaluate(NEXT_ANSWER, 1) == []


def test_a_reader_that_cannot_be_loaded_is_said_and_may_be_tried_again(tablet, allow_complaints):
    tablet.context.route("**/*.wasm", lambda route: route.fulfill(status=404))
    tap(tablet)
    expect_state(tablet, "broken")
    expect(tablet.locator(".camera-note")).to_contain_text("O leitor de códigos não abriu")
    tablet.context.unroute_all()
    tablet.get_by_role("button", name="Tentar de novo").click()
    expect_state(tablet, "seeing")


@pytest.mark.parametrize("part", ["**/camera/", "**/camera.*.css", "**/camera-room.*.js"])
def test_a_part_that_does_not_come_is_said_and_may_be_tried_again(tablet, allow_complaints, part):
    tablet.context.route(part, lambda route: route.abort())
    tap(tablet)
    expect_state(tablet, "broken")
    tablet.context.unroute_all()
    tablet.get_by_role("button", name="Tentar de novo").click()
    expect_state(tablet, "seeing")


def test_a_gateways_page_is_no_camera(tablet):
    tablet.context.route("**/camera/", lambda route: route.fulfill(body="Hotel: please sign in"))
    tap(tablet)
    expect(tablet.locator("#camera")).to_contain_text("A câmera não abriu")


def test_nothing_of_it_is_loaded_before_it_is_asked_for(door):
    assert [one for one in loaded(door) if re.search("zxing|workers|camera-room|camera.*css", one)] == []


def test_a_paired_tablet_loads_the_reader_ahead_of_time(door):
    def pair(route):
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace("<html ", '<html data-tablet="1" ', 1))

    door.route("**/e/*/", pair)
    with door.expect_event("worker") as started:
        door.reload()
    assert "decoder" in started.value.url


def test_only_the_reader_may_compile_webassembly(door):
    worker = door.request.get(re.search(r'data-decoder="([^"]+)', door.request.get("/camera/").text()).group(1))
    assert "'wasm-unsafe-eval'" in worker.headers["content-security-policy"]
    assert "default-src 'none'" in worker.headers["content-security-policy"]
    assert "unsafe" not in door.request.get(door.url).headers["content-security-policy"]


def loaded(page):
    page.wait_for_load_state("networkidle")
    return page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
