import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from participants.kiwify.errors import NotUnderstood
from participants.kiwify.wire import LARGEST_NUMBER, parse_page

ROW = {
    "id": "ae1603c9",
    "external_id": "YRC3IQGCR24TWKT",
    "name": "Zoë D'Ávila",
    "cpf": "643.655.011-94",
    "phone": "+55 (82) 2945-3509",
    "created_at": "2023-11-24T10:30:04.855Z",
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
    max_leaves=30,
)
rows = st.fixed_dictionaries({"id": st.text(min_size=1) | json_values}, optional=dict.fromkeys(
    ("external_id", "batch_id", "name", "email", "cpf", "phone", "order_id", "checkin_at", "created_at", "updated_at"),
    json_values,
))  # fmt: skip
counts = st.none() | st.integers() | json_values
pages = st.fixed_dictionaries({
    "pagination": st.fixed_dictionaries({"count": counts}) | json_values,
    "data": st.fixed_dictionaries({"participants": st.lists(rows, max_size=4), "max_tickets": counts}) | json_values,
})  # fmt: skip


def page_of(*people, **totals):
    return {"pagination": {"count": len(people)}, "data": {"participants": list(people)} | totals}


def test_a_row_comes_out_with_digits_and_aware_dates():
    (person,) = parse_page(page_of(ROW)).participants
    assert (person.name, person.cpf, person.phone) == ("Zoë D'Ávila", "64365501194", "558229453509")
    assert person.created_at == datetime(2023, 11, 24, 10, 30, 4, 855000, tzinfo=UTC)


def test_everything_but_the_id_may_be_null_or_left_out():
    nulls = {"id": "1", "name": None, "checkin_at": None, "updated_at": ""}
    (person,) = parse_page(page_of(nulls)).participants
    assert (person.name, person.cpf, person.order_id, person.checkin_at) == ("", "", "", None)


def test_the_year_one_means_never():
    (person,) = parse_page(page_of({"id": "1", "checkin_at": "0001-01-01T00:00:00Z"})).participants
    assert person.checkin_at is None


def test_unknown_fields_are_ignored():
    assert parse_page(page_of(ROW | {"shoe_size": 43}, mood="good") | {"extra": []}).participants


def test_what_no_database_can_store_is_left_out():
    (person,) = parse_page(page_of({"id": "1", "name": "Ana\x00 \ud800Lima"})).participants
    assert person.name == "Ana Lima"


def test_a_name_without_end_is_cut_but_a_key_is_not():
    (person,) = parse_page(page_of({"id": "1", "name": "A" * 5000})).participants
    assert len(person.name) == 255
    with pytest.raises(NotUnderstood):
        parse_page(page_of({"id": "1" * 5000}))


@pytest.mark.parametrize(
    "body",
    [
        None, [], "", 7, {}, {"data": {}}, {"pagination": {}, "data": None}, {"pagination": {}, "data": [1]},
        {"pagination": {}, "data": {}}, {"pagination": {}, "data": {"participants": {}}},
        page_of([]), page_of({}), page_of({"id": None}), page_of({"id": 5}), page_of({"id": " "}),
        page_of(ROW | {"name": 5}), page_of(ROW | {"created_at": "yesterday"}), page_of(ROW | {"checkin_at": True}),
        page_of(ROW | {"created_at": "0099-01-01T00:00:00Z"}), page_of(ROW | {"checkin_at": "9999-12-31T23:59:59Z"}),
        page_of(ROW, max_tickets="10"), page_of(ROW, sold_tickets=-1), page_of(ROW, available=True),
        page_of(ROW, available=LARGEST_NUMBER + 1), page_of(ROW) | {"pagination": {"count": 1.5}},
    ],
)  # fmt: skip
def test_a_wrong_shape_is_not_understood(body):
    with pytest.raises(NotUnderstood) as problem:
        parse_page(body)
    assert problem.value.permanent


@given(pages | json_values)
@example(json.loads('{"pagination": {}, "data": []}'))
@example(page_of({"id": "1", "created_at": "0001-01-01T00:00:00+14:00"}))
def test_no_json_whatever_raises_anything_but_the_named_error(body):
    try:
        for person in parse_page(body).participants:
            assert person.id
            assert b"\x00" not in person.name.encode()
            assert person.cpf.isdigit() or person.cpf == ""
    except NotUnderstood as problem:
        assert str(problem)
