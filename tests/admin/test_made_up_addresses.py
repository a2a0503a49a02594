"""Addresses that nobody was given, and what has vanished: answered, and never an error of ours."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from participants.models import ApiClient, CheckIn, Event, Membership, Tablet

from .conftest import fields_of, list_of, page_of

MODELS = list(site._registry)
DAYS = [
    ("2026", "13"), ("2026", "2", "31"), ("9999",), ("9999", "12", "31"), ("0",), ("1",), ("2" * 30,), ("9" * 5000,),
    ("x",), ("2026", "x"), ("2026", "-1"), ("2026", "0"), ("\0", "1"),
]  # fmt: skip
KEYS = ["abc", "_00", "²", "x/y", "%00", "9" * 40, "00000000-0000-0000-0000-000000000000"]


@pytest.fixture
def some(event, arrive, let_in):
    for name in ("Ana", "Bia"):
        let_in(arrive(name))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_list_takes_whatever_is_asked_of_it(desk, some, model):
    for query in ({"p": "1000000000"}, {"p": "-1"}, {"o": "99.-x"}, {"event": "x"}, {"id": "x"}, {"id": "9" * 40}):
        assert desk.get(list_of(model, **query), follow=True).status_code == 200


@pytest.mark.parametrize("query", [{"q": "a\0"}, {"event": "\0"}, {"code": "\0"}, {"gate__in": "a,\0"}, {"\0": "1"}])
def test_a_nul_is_nothing_to_ask_for(desk, some, query):
    assert desk.get(list_of(CheckIn, **query), follow=True).status_code == 200


@pytest.mark.parametrize("day", DAYS, ids=lambda day: "-".join(day)[:20])
def test_a_day_that_is_none_leads_back_to_the_list(desk, some, day):
    asked = dict(zip(("recorded_at__year", "recorded_at__month", "recorded_at__day"), day, strict=False))
    assert desk.get(list_of(CheckIn, **asked)).url == f"{list_of(CheckIn)}?e=1"


@pytest.mark.parametrize("asked", [{"recorded_at__month": "3"}, {"recorded_at__year": "2026", "recorded_at__day": "3"}])
def test_a_day_of_no_month_is_none(desk, some, asked):
    assert desk.get(list_of(CheckIn, **asked)).url == f"{list_of(CheckIn)}?e=1"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("model", [Event, CheckIn, Tablet])
def test_a_page_of_nothing_leads_to_the_first_page(desk, db, model, key):
    assert desk.get(f"{list_of(model)}{key}/change/").url == reverse("admin:index")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("model", "action"), [(Event, "read_now"), (CheckIn, "settle_as_two"), (Tablet, "end_pairing")]
)
def test_a_button_of_nothing_is_not_found(desk, db, model, action, key):
    assert desk.post(f"{list_of(model)}{key}/{action}/now/").status_code == 404


@pytest.mark.parametrize("key", [*KEYS, "9" * 5000])
@pytest.mark.parametrize(
    ("model", "action"), [(Event, "read_now"), (CheckIn, "settle_as_two"), (Tablet, "end_pairing")]
)
def test_an_action_on_nothing_does_nothing(desk, db, model, action, key):
    answer = desk.post(list_of(model), {"action": action, "_selected_action": [key]}, follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("field", ["user", "event"])
def test_what_completes_itself_finds_nothing_for_a_nul(desk, event, field):
    asked = {"app_label": "participants", "model_name": "membership", "field_name": field, "term": "x\0y"}
    assert desk.get(reverse("admin:autocomplete"), asked).json()["results"] == []


@pytest.mark.parametrize("event", ["x", "9" * 40, "\0"])
def test_a_new_one_begins_without_what_cannot_be(desk, db, event):
    there = reverse("admin:participants_apiclient_add", query={"event": event})
    assert desk.get(there).status_code == 200
    assert not ApiClient.objects.exists()


@pytest.mark.parametrize("user", ["x", "9" * 40, "9" * 5000])
def test_a_role_for_nobody_is_refused(desk, event, user):
    fields = fields_of(desk.get(page_of(event)))
    fields |= {"memberships-TOTAL_FORMS": 1, "memberships-0-user": user, "memberships-0-role": "lead"}
    assert desk.post(page_of(event), fields).status_code == 200
    assert not Membership.objects.exists()
