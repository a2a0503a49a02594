"""The made-up crowd: varied enough to break what is fragile, the same for the same seed."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from participants.kiwify.sandbox import Sandbox
from participants.kiwify.sandbox.identifiers import check_digit
from participants.kiwify.sandbox.people import Row

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def crowd(seed: int = 7, participants: int = 2000) -> list[Row]:
    return Sandbox(participants=participants, seed=seed, clock=lambda: NOON).event.rows()


@pytest.fixture(scope="module")
def people() -> list[Row]:
    return crowd()


def values(people: list[Row], field: str) -> list[str]:
    return [value for row in people if (value := row[field]) is not None]


def test_the_same_seed_is_the_same_crowd_and_another_is_another() -> None:
    assert crowd(seed=3, participants=300) == crowd(seed=3, participants=300)
    assert crowd(seed=3, participants=300) != crowd(seed=4, participants=300)


def test_exactly_as_many_as_asked_for() -> None:
    assert [len(crowd(participants=count)) for count in (0, 1, 41, 500)] == [0, 1, 41, 500]


def test_ids_and_codes_are_unique_and_well_formed(people: list[Row]) -> None:
    assert len(set(values(people, "id"))) == 2000
    assert len(set(values(people, "external_id"))) == 2000
    assert all(re.fullmatch(r"[A-Z0-9]{15}", code) for code in values(people, "external_id"))


def test_every_cpf_has_right_check_digits_and_some_start_with_zero(people: list[Row]) -> None:
    digits = [[int(digit) for digit in cpf] for cpf in values(people, "cpf")]
    assert all(check_digit(cpf[:9]) == cpf[9] and check_digit(cpf[:10]) == cpf[10] for cpf in digits)
    assert {len(cpf) for cpf in digits} == {11}
    assert any(cpf[0] == 0 for cpf in digits)


def test_a_known_cpf_has_the_known_check_digits() -> None:
    assert check_digit([6, 4, 3, 6, 5, 5, 0, 1, 1]) == 9
    assert check_digit([6, 4, 3, 6, 5, 5, 0, 1, 1, 9]) == 4


def test_phones_come_with_and_without_55_and_in_ten_digits(people: list[Row]) -> None:
    phones = values(people, "phone")
    assert all(phone.isdecimal() for phone in phones)
    assert {len(phone) for phone in phones} == {10, 11, 13}
    assert all(phone.startswith("55") for phone in phones if len(phone) == 13)


@pytest.mark.parametrize("field", ["name", "email", "cpf", "phone", "order_id"])
def test_what_may_be_missing_is_null_for_a_few_and_empty_for_nobody(field: str, people: list[Row]) -> None:
    assert 2 <= sum(row[field] is None for row in people) <= 200
    assert "" not in values(people, field)


@pytest.mark.parametrize(
    "shape",
    [
        r"\bD'",
        r"[A-Za-z]-[A-Z]",
        r" d[aeo]s? ",
        r" e ",
        r"\(.+\)$",
        r"[ØøŁłß]",
        r"^[^a-z]+$",
        r"^[^A-Z]+$",
        r"[ãçéíú]",
    ],
)
def test_names_of_every_difficult_shape_are_there(shape: str, people: list[Row]) -> None:
    assert any(re.search(shape, name) for name in values(people, "name"))


def test_names_are_varied(people: list[Row]) -> None:
    assert len(set(values(people, "name"))) > 1800


def test_orders_are_one_to_six_tickets_and_one_company_of_forty(people: list[Row]) -> None:
    sizes = Counter(Counter(values(people, "order_id")).values())
    assert set(sizes) == {1, 2, 3, 4, 5, 6, 40}
    assert sizes[40] == 1


def test_some_orders_share_an_email_and_a_cpf_over_different_names(people: list[Row]) -> None:
    [(cpf, tickets)] = Counter(values(people, "cpf")).most_common(1)
    colleagues = [row for row in people if row["cpf"] == cpf]
    assert tickets == 40
    assert len({row["email"] for row in colleagues}) == 1
    assert len({row["name"] for row in colleagues}) > 35


def test_courtesies_and_only_they_have_no_order(people: list[Row]) -> None:
    assert all((row["batch_name"] == "Cortesia") is (row["order_id"] is None) for row in people)
    assert set(values(people, "batch_name")) == {"Lote 1", "Lote 2", "VIP", "Cortesia"}
    assert len(set(values(people, "batch_id"))) == 4


def test_sales_lie_in_the_sixty_days_before_and_twelve_have_arrived(people: list[Row]) -> None:
    sold = [datetime.fromisoformat(at) for at in values(people, "created_at")]
    assert NOON - timedelta(days=60) <= min(sold) <= max(sold) < NOON
    assert len(values(people, "checkin_at")) == 12
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", at) for at in values(people, "updated_at"))


def test_every_address_is_on_a_reserved_domain(people: list[Row]) -> None:
    assert all(re.fullmatch(r"[a-z0-9.-]+@[a-z-]+\.example", email) for email in values(people, "email"))
