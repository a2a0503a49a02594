"""The order of the list and its pages: everybody once, however the pages are cut."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participants import door
from participants.attendance.pages import LostPlace
from participants.attendance.people import PeopleWanted, Sort, people_page


@pytest.fixture
def names(event):
    return lambda **wanted: [row.participant.name for row in people_page(event, PeopleWanted(**wanted)).rows]


@pytest.fixture
def in_pages(event):
    """The keys of all, read page after page."""

    def in_pages(size, **wanted):
        found, after = [], None
        for _page in range(50):
            page = people_page(event, PeopleWanted(after=after, **wanted), size)
            found += [row.participant.pk for row in page.rows]
            after = page.last
            if not page.has_more:
                return found
        raise AssertionError("it never ends")

    return in_pages


def test_names_are_sorted_as_they_are_folded(names, arrive):
    for name in ("", "Zé", "ana", "Álvaro", "Bia", "Ébano"):
        arrive(name)
    assert names() == ["Álvaro", "ana", "Bia", "Ébano", "Zé", ""]


def test_the_latest_arrival_comes_first_and_who_has_none_last(names, arrive, let_in, at):
    arrive("Ana"), let_in(arrive("Bia"), now=at(20)), let_in(arrive("Caio"), now=at(21))
    assert names(sort=Sort.LATEST) == ["Caio", "Bia", "Ana"]
    assert names(sort=Sort.EARLIEST) == ["Bia", "Caio", "Ana"]


def test_batches_are_sorted_by_name_and_people_within_them(names, arrive):
    arrive("Bia", batch="VIP"), arrive("Caio", batch=""), arrive("Ana", batch="VIP"), arrive("Davi", batch="Lote 1")
    assert names(sort=Sort.BATCH) == ["Caio", "Davi", "Ana", "Bia"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("sort", Sort)
def test_everybody_is_on_one_page_once(in_pages, event, arrive, let_in, at, sort, size):
    for number in range(7):
        one = arrive("Ana" if number % 2 else f"Bia {number}", batch=f"Lote {number % 3}")
        if number > 2:
            let_in(one, now=at(20, number // 2))
    assert sorted(in_pages(size, sort=sort)) == sorted(event.participants.values_list("pk", flat=True))


def test_a_page_that_ends_with_the_list_has_none_after_it(event, arrive):
    arrive("Ana"), arrive("Bia")
    assert not people_page(event, PeopleWanted(), 2).has_more
    assert people_page(event, PeopleWanted(), 1).has_more


def test_a_place_that_is_gone_is_said(event, arrive):
    with pytest.raises(LostPlace):
        people_page(event, PeopleWanted(after=10**9))


def test_a_row_has_the_first_arrival_that_counts(event, arrive, let_in, make_tablet, rita):
    ana, now = arrive("Ana"), timezone.now()
    door.undo(let_in(ana, tablet=make_tablet("Gate A"), now=now), person=rita, now=now, reason="Wrong")
    second = let_in(ana, tablet=make_tablet("Gate B"), now=now + timedelta(minutes=1))
    assert people_page(event, PeopleWanted()).rows[0].arrival == second
    assert people_page(event, PeopleWanted(gate="Gate A")).rows == []


def test_a_page_is_two_queries_however_many_it_lists(event, arrive, let_in, django_assert_num_queries):
    for number in range(12):
        let_in(arrive(f"Ana {number}"))
    with django_assert_num_queries(2):
        page = people_page(event, PeopleWanted())
        assert all(row.participant.batch and row.arrival.person and row.arrival.checkpoint.name for row in page.rows)
