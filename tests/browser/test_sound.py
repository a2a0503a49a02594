"""What is heard: a spy stands in for Web Audio and writes down the tones that were started."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.notes import About, add_note

SPY = """
window.tones = []; window.shakes = []
const param = new Proxy({}, { get: () => () => param })
class Sounding { gain = param; frequency = param; connect(next) { return next } disconnect() {} stop() {} }
window.AudioContext = class { state = "running"; currentTime = 0; resume() { return Promise.resolve() } }
window.GainNode = class extends Sounding {
  constructor(context, { gain }) { super(); if (gain) window.loudness = gain }
}
window.OscillatorNode = class extends Sounding {
  constructor(context, { frequency }) { super(); this.hz = frequency }
  start() { tones.push(this.hz) }
}
navigator.vibrate = pattern => shakes.push(pattern)
"""
IN, AGAIN, STOP, ATTENTION = [1320], [660, 660], [185], [784, 1047, 784]


@pytest.fixture
def loud(door):
    """Rita's door with the spy."""
    door.add_init_script(SPY)
    door.reload()
    return door


def heard(page):
    tones = page.evaluate("tones")
    page.evaluate("tones.length = 0")
    return tones


def ask_for(page, code):
    page.fill("#q", code)
    page.press("#q", "Enter")


def test_each_verdict_has_its_sound_and_is_heard_and_felt_once(loud, arrive):
    arrive("Ana", code="YRC3IQGCR24TWKT")
    loud.fill("#q", "ana")
    expect(loud.locator(".person")).to_have_count(1)
    assert heard(loud) == []
    for code, word, tones in (
        ("YRC3IQGCR24TWKT", "ENTROU", IN),
        ("YRC3IQGCR24TWKT", "JÁ ENTROU", AGAIN),
        ("NOBODYHASTHIS00", "PARE", STOP),
    ):
        ask_for(loud, code)
        expect(loud.locator(".verdict-word:visible")).to_have_text(word)
        loud.wait_for_timeout(300)
        assert heard(loud) == tones
    assert loud.evaluate("shakes") == [[60], [80, 80, 80], [600]]


def test_undoing_has_its_own(loud, arrive):
    arrive("Ana", code="YRC3IQGCR24TWKT")
    ask_for(loud, "YRC3IQGCR24TWKT")
    loud.get_by_role("button", name="Desfazer Ana").click()
    expect(loud.locator("#verdict")).to_contain_text("DESFEITO")
    assert heard(loud) == [*IN, 660, 440]


def test_somebody_with_a_note_calls_for_attention(loud, arrive, rita):
    ana = arrive("Ana", code="YRC3IQGCR24TWKT")
    add_note(ana, About.PARTICIPANT, "Kit na mesa 2", person=rita, now=timezone.now())
    ask_for(loud, "YRC3IQGCR24TWKT")
    expect(loud.locator(".verdict-note")).to_be_visible()
    assert heard(loud) == ATTENTION


def test_no_answer_is_no_verdict_and_not_heard(loud, context, allow_complaints):
    context.set_offline(True)
    ask_for(loud, "NOBODYHASTHIS00")
    expect(loud.locator("[data-result=no-answer]")).to_be_visible()
    assert heard(loud) == []


def test_the_volume_is_chosen_tried_and_kept_and_off_shows(loud):
    sign = loud.locator(".sound-sign")
    expect(sign).to_be_hidden()
    loud.locator(".menu-open").click()
    loud.locator("[data-volume=low]").first.click()
    quiet = loud.evaluate("loudness")
    loud.locator("button[data-volume=loud]").click()
    assert loud.evaluate("loudness") > quiet
    assert heard(loud) == IN * 2
    loud.locator(".sound-test").click()
    assert heard(loud) == IN
    loud.locator("button[data-volume=off]").click()
    expect(sign).to_be_visible()
    loud.reload()
    expect(sign).to_be_visible()
    ask_for(loud, "NOBODYHASTHIS00")
    expect(loud.locator("#verdict")).to_contain_text("PARE")
    assert heard(loud) == []


def test_m_turns_it_off_and_back_to_what_it_was_and_says_so(loud):
    loud.locator(".menu-open").click()
    loud.locator("button[data-volume=loud]").click()
    loud.keyboard.press("m")
    expect(loud.locator("html")).to_have_attribute("data-volume", "off")
    expect(loud.locator("[data-said]")).not_to_be_empty()
    loud.keyboard.press("m")
    expect(loud.locator("html")).to_have_attribute("data-volume", "loud")


def test_a_browser_that_keeps_nothing_sounds_all_the_same(loud):
    loud.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })")
    loud.reload()
    ask_for(loud, "NOBODYHASTHIS00")
    expect(loud.locator("#verdict")).to_contain_text("PARE")
    assert heard(loud) == STOP


def test_a_real_audio_context_runs_after_the_first_key(door):
    spy = "{ constructor() { super(); window.ears = this } }"
    door.add_init_script(f"const Real = AudioContext; AudioContext = class extends Real {spy}")
    door.reload()
    ask_for(door, "NOBODYHASTHIS00")
    expect(door.locator("#verdict")).to_contain_text("PARE")
    door.wait_for_function("ears.state === 'running'")
