import pytest
from django.utils import timezone

from .conftest import HTMX

COUNTERS = "/e/noite-do-empreendedor/counters/"


def test_programs_get_the_numbers_in_the_contracts_words(program, event, arrive, let_in):
    type(event).objects.update(max_tickets=2200, issued_tickets=2000, sold_tickets=1980, available=200)
    let_in(arrive())
    told = program.get(COUNTERS).json()
    assert {name: told[name] for name in ("max_tickets", "issued_tickets", "sold_tickets", "available")} == {
        "max_tickets": 2200, "issued_tickets": 2000, "sold_tickets": 1980, "available": 200,
    }  # fmt: skip
    assert (told["checked_in"], told["inside"]) == (1, 1)


@pytest.mark.parametrize(("language", "number"), [("pt-BR", "1.980"), ("en", "1,980")])
def test_thousands_have_the_languages_separator(tablet, event, language, number):
    type(event).objects.update(sold_tickets=1980)
    assert number in tablet.get(COUNTERS, headers=HTMX | {"Accept-Language": language}).text


def test_before_the_first_read_the_numbers_are_dashes(tablet):
    text = tablet.get(COUNTERS, headers=HTMX).text
    assert text.count("<dd>—</dd>") == 3
    assert "Kiwify ainda não lida" in text


def test_counters_cost_few_queries(tablet, event, django_assert_max_num_queries):
    type(event).objects.update(read_at=timezone.now())
    tablet.get(COUNTERS, headers=HTMX)
    with django_assert_max_num_queries(6):
        tablet.get(COUNTERS, headers=HTMX)


def test_the_hall_is_shown_beside_kiwifys_own_number(tablet, event):
    type(event).objects.update(max_tickets=2200, capacity=1800)
    page = tablet.get(COUNTERS, headers=HTMX | {"Accept-Language": "en"}).text
    shown = page.split("<dt>Capacity</dt>")[1].split("</div>")[0]
    assert ("1,800" in shown, "Kiwify: 2,200" in shown) == (True, True)


def test_programs_get_kiwifys_number_and_ours(program, event):
    type(event).objects.update(max_tickets=2200, capacity=1800)
    told = program.get(COUNTERS).json()
    assert (told["max_tickets"], told["capacity"]) == (2200, 1800)
