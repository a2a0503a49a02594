"""A page that was lost comes back where it was, and with nobody's name for somebody else."""

import json
import time

import pytest
from playwright.sync_api import expect

from .until import until


@pytest.fixture
def searching(door, arrive):
    """Rita's door in the middle of a search."""
    for number in range(12):
        arrive(f"Ana {number:02}")
    door.set_viewport_size({"width": 412, "height": 860})
    door.fill("#q", "ana")
    expect(door.locator(".person")).to_have_count(12)
    return door


def kept(page):
    return json.loads(page.evaluate("sessionStorage.getItem('searched')") or "null")


def age(page, seconds):
    at = (time.time() - seconds) * 1000
    page.evaluate("at => sessionStorage.searched = JSON.stringify({ ...JSON.parse(sessionStorage.searched), at })", at)


def test_a_reload_keeps_the_search_and_the_place_in_the_list(searching):
    searching.evaluate("scrollTo(0, 400)")
    searching.reload()
    expect(searching.locator("#q")).to_have_value("ana")
    expect(searching.locator(".person")).to_have_count(12)
    until(searching, "scrollY === 400")


def test_so_does_the_way_back_from_another_page(searching, event):
    searching.goto("/?all")
    searching.goto(event.get_absolute_url())
    expect(searching.locator(".person")).to_have_count(12)


def test_an_emptied_field_comes_back_empty(searching):
    searching.fill("#q", "")
    assert kept(searching) is None
    searching.reload()
    expect(searching.locator("#q")).to_have_value("")


def test_what_the_address_asks_for_goes_before(searching, event):
    searching.goto(f"{event.get_absolute_url()}?q=ana+07")
    expect(searching.locator("#q")).to_have_value("ana 07")


def test_after_five_minutes_the_name_is_forgotten(searching):
    age(searching, 301)
    searching.reload()
    expect(searching.locator("#q")).to_have_value("")
    assert kept(searching) is None


def test_and_on_a_page_that_stays_open_too(door, arrive, event):
    door.clock.install()
    door.goto(event.get_absolute_url())
    door.fill("#q", "ana")
    assert kept(door)["text"] == "ana"
    door.clock.fast_forward(301_000)
    assert kept(door) is None


def test_a_reload_does_not_lengthen_it(searching):
    age(searching, 290)
    before = kept(searching)["at"]
    searching.reload()
    expect(searching.locator(".person")).to_have_count(12)
    searching.reload()
    assert kept(searching)["at"] == before


def test_another_checkpoint_begins_empty(searching, event):
    other = event.checkpoints.create(name="Camarote", position=2)
    searching.goto(f"{event.get_absolute_url()}?checkpoint={other.pk}")
    expect(searching.locator("#q")).to_have_value("")
    assert kept(searching) is None


def test_somebody_else_begins_empty(searching, sign_in, context, caio, event):
    sign_in(context, caio).close()
    searching.goto(event.get_absolute_url())
    expect(searching.locator("#q")).to_have_value("")
    assert kept(searching) is None


@pytest.mark.parametrize("page", ["", "?all"])
def test_who_signs_out_anywhere_leaves_no_name_behind(searching, event, page):
    searching.goto(f"/{page}" if page else event.get_absolute_url())
    searching.locator(".menu-open").click()
    searching.locator(".menu-sign-out").click()
    searching.wait_for_url("**/sign-in/**")
    assert searching.evaluate("sessionStorage.length") == 0


def test_a_browser_that_keeps_nothing_searches_all_the_same(door, arrive):
    arrive("Ana")
    door.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused') } })")
    door.reload()
    door.fill("#q", "ana")
    expect(door.locator(".person")).to_have_count(1)


def test_the_app_opens_at_the_door_it_was_at(door, event):
    type(event).objects.create(account=event.account, product_id="another", name="Outro", slug="outro")
    out = event.checkpoints.create(name="Camarote", position=2, has_exit=True)
    there = f"{event.get_absolute_url()}?checkpoint={out.pk}&way=out"
    door.goto(there)
    door.goto("/")
    assert door.url.endswith(there)
