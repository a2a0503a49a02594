"""Which event one works at: its name on its colour, on each of its pages, wherever one scrolls and whatever fails."""

import pytest
from playwright.sync_api import expect

from participants.models import Role

from .test_for_everyone import complaints_of_axe, is_wider_than_the_screen
from .until import until

ROSE = "rgb(176, 37, 95)"


@pytest.fixture
def rose(event):
    type(event).objects.update(colour="rose")
    return event


def bar(page):
    return page.locator(".event-bar")


def test_the_name_stands_on_the_events_colour(door, rose):
    door.reload()
    expect(bar(door)).to_have_text("Noite do Empreendedor")
    expect(bar(door)).to_have_css("background-color", ROSE)


@pytest.mark.parametrize("page", ["checkpoints/", "checkpoints/new/", "reads/"])
def test_it_stands_on_each_page_of_the_event(context, sign_in, make_person, rose, page):
    at = sign_in(context, make_person("otto", Role.ORGANIZER))
    at.goto(rose.get_absolute_url() + page)
    expect(bar(at)).to_have_css("background-color", ROSE)


def test_it_stays_however_far_one_scrolls(door, rose, arrive):
    for number in range(12):
        arrive(f"Ana {number}")
    door.set_viewport_size({"width": 412, "height": 860})
    door.fill("#q", "ana")
    expect(door.locator(".person")).to_have_count(12)
    door.mouse.wheel(0, 600)
    until(door, "scrollY > 300")
    assert bar(door).bounding_box()["y"] == 0
    verdict = door.locator("#verdict").bounding_box()
    assert verdict["y"] == bar(door).bounding_box()["height"]


def test_it_stays_apart_from_a_header_that_turns_blue(door, event, context, allow_complaints):
    type(event).objects.update(colour="indigo")
    door.reload()
    context.set_offline(True)
    expect(door.locator(".connection.is-lost")).to_be_visible()
    expect(bar(door)).to_have_css("border-bottom", "2px solid rgb(255, 255, 255)")
    assert bar(door).bounding_box()["height"] == 32


def test_a_long_name_takes_one_line(door, event):
    type(event).objects.update(name="Noite do Empreendedor e da Empreendedora " * 4)
    door.set_viewport_size({"width": 390, "height": 844})
    door.reload()
    assert bar(door).bounding_box()["height"] == 32
    assert not is_wider_than_the_screen(door)


@pytest.mark.parametrize("colour", ["blue", "purple", "olive", "rose", "teal", "rust", "indigo", "graphite"])
def test_the_name_is_read_on_each_colour(door, event, colour):
    type(event).objects.update(colour=colour)
    door.reload()
    assert complaints_of_axe(door) == []


def test_my_events_shows_each_ones_colour(door, rose):
    door.goto("/?all")
    expect(door.locator(".event")).to_have_css("border-left-color", ROSE)


def test_what_has_the_focus_is_not_under_the_bar(door, arrive):
    for number in range(12):
        arrive(f"Ana {number}")
    door.set_viewport_size({"width": 1180, "height": 500})
    door.fill("#q", "ana")
    expect(door.locator(".person")).to_have_count(12)
    for _ in range(30):
        door.keyboard.press("Tab")
    for _ in range(20):
        door.keyboard.press("Shift+Tab")
    focused = door.evaluate("document.activeElement.getBoundingClientRect().top")
    assert focused >= bar(door).bounding_box()["height"]
