"""The places of an event: what somebody's role opens, and where they are."""

import re

import pytest

from participants.models import Role

PAGE = "/e/noite-do-empreendedor/"


@pytest.fixture
def places(tablet_of, make_person):
    """The labels on a page for a role, in order, with a star at the current one."""

    def places(role, page):
        answer = tablet_of(make_person("somebody", role)).get(PAGE + page, headers={"Accept-Language": "en"})
        nav = answer.text.split('class="event-nav"')[1].split("</nav>")[0]
        return [
            ("*" if current else "") + label
            for current, label in re.findall(r"<a [^>]*?( aria-current[^>]*)?>(.*?)</a>", nav)
        ]

    return places


def test_an_organizer_is_led_everywhere(places, event):
    labels = places(Role.ORGANIZER, "attendance/")
    assert labels[:2] == ["Door", "*Board"]
    assert {"Kiwify", "Checkpoints", "Export"} <= set(labels)


def test_a_lead_is_not_led_where_leads_may_not_go(places, event):
    assert not {"Kiwify", "Export"} & set(places(Role.LEAD, "attendance/"))


def test_a_page_within_a_place_is_that_place(places, event):
    assert "*Checkpoints" in places(Role.ORGANIZER, "checkpoints/new/")


def test_a_place_of_several_pages_shows_them_below(tablet_of, make_person, event):
    page = tablet_of(make_person("otto", Role.ORGANIZER)).get(f"{PAGE}report/", headers={"Accept-Language": "en"}).text
    below = page.split('class="event-pages"')[1].split("</nav>")[0]
    assert re.findall(r">([^<]+)</a>", below) == ["Files", "Report", "Gate list", "Type ticks back in"]
    assert re.search(r'aria-current="page">Report<', below)


@pytest.mark.parametrize(("role", "shown"), [(Role.DOOR, False), (Role.LEAD, True), (Role.ORGANIZER, True)])
def test_the_doors_menu_leads_to_the_board(tablet_of, make_person, event, role, shown):
    page = tablet_of(make_person("somebody", role)).get(PAGE).text
    assert (f"{PAGE}attendance/" in page) is shown
