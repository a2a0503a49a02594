"""One button for an order: one request, one verdict each."""

from uuid import uuid4

import pytest

from participants.models import CheckIn

from .conftest import HTMX

DOOR = "/e/noite-do-empreendedor/"
ORDER = f"{DOOR}check-ins/order/"


@pytest.fixture
def family(arrive):
    return [arrive(name, order_id="order-1") for name in ("Ana", "Bia", "Cai", "Davi", "Eva", "Foz")]


@pytest.fixture
def ask(program):
    """Ask for an order as a program: the verdicts by participant."""

    def ask(**form):
        answer = program.post(ORDER, {"id": uuid4(), "order": "order-1"} | form)
        return {one["participant"]: one["result"] for one in answer.json()["results"]}

    return ask


def test_all_of_them_in_one_request(ask, family):
    assert ask(all="yes") == {one.kiwify_id: "admitted" for one in family}
    assert CheckIn.objects.filter(source="order").count() == 6


def test_only_those_chosen(ask, family):
    chosen = [one.kiwify_id for one in family[:2]]
    assert ask(participant=chosen) == dict.fromkeys(chosen, "admitted")


def test_each_gets_a_verdict_of_their_own(ask, family, let_in, withdrawn):
    let_in(family[0])
    type(family[1]).objects.filter(pk=family[1].pk).update(**withdrawn)
    results = ask(participant=[one.kiwify_id for one in family])
    assert (results[family[0].kiwify_id], results[family[1].kiwify_id]) == ("already_in", "withdrawn")
    assert list(results.values()).count("admitted") == 4


def test_all_means_those_outside(ask, family, let_in):
    let_in(family[0])
    assert family[0].kiwify_id not in ask(all="yes")


def test_the_same_request_again_is_the_same_answer(ask, family):
    id = uuid4()
    chosen = [one.kiwify_id for one in family]
    assert ask(id=id, participant=chosen) == ask(id=id, participant=chosen)
    assert CheckIn.objects.count() == 6


def test_all_sent_again_is_the_same_answer_too(ask, family, let_in):
    let_in(family[0])
    id = uuid4()
    assert ask(id=id, all="yes") == ask(id=id, all="yes") == {one.kiwify_id: "admitted" for one in family[1:]}


def test_somebody_of_another_order_is_not_let_in(ask, family, arrive):
    assert ask(participant=[arrive("Zé", order_id="order-2").kiwify_id, family[0].kiwify_id]) == {
        family[0].kiwify_id: "admitted"
    }


def test_a_companys_order_of_300(ask, arrive, django_assert_max_num_queries):
    for number in range(300):
        arrive(f"Pessoa {number}", order_id="order-1", batch="")
    assert len(ask(all="yes")) == 300


@pytest.mark.parametrize("form", [
    {}, {"id": "7", "all": "yes"}, {"order": "", "all": "yes"}, {"checkpoint": "999", "all": "yes"},
])  # fmt: skip
def test_what_cannot_be_read_lets_nobody_in(program, family, form):
    answer = program.post(ORDER, {"id": uuid4(), "order": "order-1"} | form)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    assert not CheckIn.objects.exists()


def test_htmx_gets_one_panel_and_the_tablet_looks_again(tablet, family):
    answer = tablet.post(ORDER, {"id": uuid4(), "order": "order-1", "all": "yes"}, headers=HTMX)
    assert "6 ENTRARAM" in answer.text
    assert "people-moved" in answer["HX-Trigger"]


def test_without_javascript_one_is_back_at_the_door(tablet, family):
    answer = tablet.post(ORDER, {"id": uuid4(), "order": "order-1", "all": "yes", "q": "ana"})
    assert answer.url.startswith(f"{DOOR}?q=ana")


def test_a_row_opens_to_its_order(tablet, family):
    page = tablet.get(DOOR, {"q": "ana", "open": family[0].pk}).text
    assert page.count('type="checkbox"') == 6
    assert "Liberar os 6 marcados" in page


def test_a_verdict_offers_the_others(tap, tablet, family):
    text = tap(tablet, family[0]).text
    assert "Liberar as outras 5" in text
    assert "Bia, Cai, Davi, Eva …" in text


def test_get_and_strangers_are_refused(tablet, tablet_of, stranger, family):
    assert tablet.get(ORDER).status_code == 405
    assert tablet_of(stranger).post(ORDER, {"all": "yes"}).status_code == 404
