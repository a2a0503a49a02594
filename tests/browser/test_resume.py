"""A session that ends in the middle of a tap: sign in, and the tap is still there, for whoever signed in to decide."""

import json
import time

import pytest
from playwright.sync_api import expect

from participants.models import CheckIn

from .test_for_everyone import complaints_of_axe, small_targets

PANEL = "[data-result=unconfirmed]"


def kept(page):
    return json.loads(page.evaluate("sessionStorage.getItem('unconfirmed')") or "[]")


def sign_in_again(page, name="rita"):
    page.wait_for_url("**/sign-in/**")
    page.fill("#id_username", name)
    page.fill("#id_password", "porta-1234")
    page.get_by_role("button", name="Entrar").click()
    expect(page.locator("#q")).to_be_visible()


@pytest.fixture
def ended(door, context, arrive, allow_complaints):
    """Rita's door after a tap that met a session which had ended."""
    arrive("Ana", email="ana@example.com", cpf="11144477735")
    door.route("**/counters/**", lambda route: route.abort())  # which would leave the page before the tap
    door.fill("#q", "11144477735")
    button = door.get_by_role("button", name="Entrar Ana")
    expect(button).to_be_visible()
    context.clear_cookies(name="sessionid")
    button.click()
    door.wait_for_url("**/sign-in/**")
    door.unroute("**/counters/**")
    return door


def test_it_is_offered_and_sent_with_the_same_id(ended):
    [one] = kept(ended)
    sign_in_again(ended)
    panel = ended.locator(PANEL)
    expect(panel).to_contain_text("Ana")
    ended.wait_for_timeout(200)  # until it has arrived
    assert complaints_of_axe(ended) == []
    assert small_targets(ended) == []
    assert not CheckIn.objects.exists()
    panel.locator("[data-send]").click()
    expect(ended.locator("#verdict")).to_contain_text("ENTROU")
    assert str(CheckIn.objects.get().pk) == dict(one["values"])["id"]
    assert kept(ended) == []


def test_what_is_kept_is_little(ended):
    [one] = kept(ended)
    assert one["name"] == "Ana"
    assert {name for name, _ in one["values"]} == {"id", "participant", "checkpoint", "happened_at"}
    assert "11144477735" not in json.dumps(one)


def test_it_may_be_left(ended):
    sign_in_again(ended)
    ended.locator("[data-drop]").click()
    expect(ended.locator(PANEL)).to_be_hidden()
    assert kept(ended) == []
    ended.reload()
    expect(ended.locator(".verdict.is-waiting")).to_be_visible()


def test_somebody_else_is_not_offered_it(ended, caio):
    sign_in_again(ended, "caio")
    ended.wait_for_timeout(500)
    expect(ended.locator(".verdict.is-waiting")).to_be_visible()
    expect(ended.locator(PANEL)).to_have_count(0)
    assert not CheckIn.objects.exists()


def test_after_ten_minutes_it_is_forgotten(ended):
    ended.evaluate(
        """at => {
            const [one] = JSON.parse(sessionStorage.unconfirmed)
            sessionStorage.unconfirmed = JSON.stringify([{ ...one, at }])
        }""",
        (time.time() - 601) * 1000,
    )
    sign_in_again(ended)
    expect(ended.locator(".verdict.is-waiting")).to_be_visible()


def test_a_verdict_leaves_nothing_kept(door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    door.get_by_role("button", name="Entrar Ana").click()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    assert kept(door) == []


def test_a_reload_in_the_middle_of_a_tap_loses_nothing_and_lets_in_once(door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    asked = []

    def lose_the_first_answer(route):
        asked.append(route)
        (route.fetch if len(asked) == 1 else route.continue_)()

    door.route("**/check-ins/", lose_the_first_answer)
    with door.expect_request("**/check-ins/"):
        door.get_by_role("button", name="Entrar Ana").click()
    door.reload()
    door.locator(f"{PANEL} [data-send]").click()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    assert CheckIn.objects.count() == 1


def test_several_are_offered_one_under_the_other(door, arrive, allow_complaints):
    arrive("Ana Um"), arrive("Ana Dois")
    door.fill("#q", "ana")
    door.route("**/check-ins/", lambda route: route.abort())
    for name in ("Ana Um", "Ana Dois"):
        door.get_by_role("button", name=f"Entrar {name}").click()
        expect(door.locator("[data-result=no-answer]:visible")).to_contain_text(name)
    door.unroute("**/check-ins/")
    door.reload()
    expect(door.locator(f"{PANEL} li")).to_have_count(2)
    door.wait_for_timeout(200)
    assert small_targets(door) == []
    door.locator("[data-send]").first.click()
    expect(door.locator("#verdict")).to_contain_text("Ana Um")
    door.wait_for_timeout(3100)
    door.fill("#q", "ana d")
    expect(door.locator(f"{PANEL} li")).to_have_count(1)


def test_who_signs_out_leaves_nothing_behind(door, arrive, allow_complaints):
    arrive("Ana")
    door.fill("#q", "ana")
    door.route("**/check-ins/", lambda route: route.abort())
    door.get_by_role("button", name="Entrar Ana").click()
    expect(door.locator("[data-result=no-answer]")).to_be_visible()
    assert len(kept(door)) == 1
    door.locator(".menu-open").click()
    door.locator(".menu-sign-out").click()
    door.wait_for_url("**/sign-in/**")
    assert kept(door) == []
