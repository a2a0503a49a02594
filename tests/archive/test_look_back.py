"""The attendance of an archived event stays readable, and right."""

import pytest

from participants import events, search
from participants.models import Event

PAGES = [
    "attendance/", "people/", "log/", "doubles/", "reconciliation/", "reads/", "exports/", "report/", "archive/",
    "counters/",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_its_pages_open(desk, archived, page):
    assert desk.get(f"/e/{archived.slug}/{page}").status_code == 200


@pytest.mark.parametrize("page", ["attendance/", "people/", "report/"])
def test_each_says_that_it_is_archived_and_offers_no_door(desk, archived, page):
    text = desk.get(f"/e/{archived.slug}/{page}").text
    assert "Archived by Otto" in text
    assert f'href="{archived.get_absolute_url()}"' not in text


def test_its_board_speaks_of_the_past_and_stays_as_it_is(desk, archived):
    text = desk.get(f"/e/{archived.slug}/attendance/").text
    assert "Did not come" in text and "Busiest minute" in text and "Last at the door" in text
    for live in ("Inside now", "To come", "Pace", "All in", "At the door now", "Pair another", "every 2s"):
        assert live not in text


def test_a_board_that_was_open_is_shown_anew(desk, archived):
    answer = desk.get(f"/e/{archived.slug}/attendance/", {"seen": "before"}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/e/{archived.slug}/attendance/"


def test_another_stretch_of_its_chart_can_be_looked_at(desk, archived):
    answer = desk.get(f"/e/{archived.slug}/attendance/", {"span": "all"}, headers={"HX-Request": "true"})
    assert 'id="board"' in answer.text


@pytest.mark.parametrize("page", ["tablets/", "staff/", "checkpoints/", "checkpoints/new/", "doubles/"])
def test_nothing_is_offered_that_would_be_refused(desk, archived, page):
    text = desk.get(f"/e/{archived.slug}/{page}").text.partition("<main")[2]
    assert "while the event is archived" in text and f'href="/e/{archived.slug}/archive/"' in text
    assert 'method="post"' not in text and "Open the door" not in text


def test_the_numbers_are_as_they_were(desk, archived):
    counted = desk.get(f"/e/{archived.slug}/counters/", headers={"Accept": "application/json"}).json()
    assert (counted["checked_in"], counted["inside"]) == (1, 1)


def test_looking_at_the_numbers_opens_no_door(desk, archived):
    events._noted.clear()
    desk.get(f"/e/{archived.slug}/counters/")
    events._noted.clear()
    desk.get(f"/e/{archived.slug}/counters/", headers={"Accept": "application/json"})
    assert Event.objects.get().door_open_at is None


def test_its_files_have_everybody(desk, archived):
    answer = desk.get(f"/e/{archived.slug}/exports/participants/", {"format": "csv", "column": "name"})
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    assert "Ana Conceição" in text and "Bia Souza" in text


@pytest.mark.parametrize(
    "typed",
    [
        "ana",
        "conceicao ana",
        "CONCEIÇÃO",
        "ana@example",
        "111.444.777-35",
        "7735",
        "3509",
        "code00000000001",
        "order-1",
    ],
)
def test_people_are_found_there_without_the_index(desk, archived, typed):
    text = desk.get(f"/e/{archived.slug}/people/", {"q": typed}).text
    assert "Ana Conceição" in text and "Bia Souza" not in text


def test_what_means_nobody_finds_nobody(desk, archived):
    assert "Ana Conceição" not in desk.get(f"/e/{archived.slug}/people/", {"q": "zuleica"}).text


def test_its_log_is_searched_too(desk, archived):
    assert "Ana Conceição" in desk.get(f"/e/{archived.slug}/log/", {"q": "ana"}).text


def test_the_admin_finds_them_by_the_event(archived, ana):
    assert search.ids_of(archived, "conceicao", most=9) == [ana.pk]
