"""What a check-in may ask of the database, on the way to its answer: nothing is looked up twice."""

import pytest

# Session, person and role; the checkpoint; the transaction's begin and end, and the row.
ALWAYS = 3 + 1 + 3


@pytest.fixture
def asks(tap, tablet, arrive, let_in, django_assert_num_queries):
    """How many queries a tap takes, after others at this checkpoint."""
    let_in(arrive("Bia"))

    def asks(queries, participant=None, **form):
        with django_assert_num_queries(queries):
            return tap(tablet, participant, **form)

    return asks


def test_an_admission(asks, arrive):
    ticket, tally, order, last_results = 1, 2, 1, 1
    answer = asks(ALWAYS + ticket + tally + order + last_results, arrive(order_id="order-1"))
    assert "ENTROU" in answer.text


def test_an_admission_whose_order_has_others_outside(asks, arrive):
    ana, _ = arrive(order_id="order-1"), arrive(order_id="order-1")
    ticket, tally, order, others, last_results = 1, 2, 1, 1, 1
    assert "Pedido de 2" in asks(ALWAYS + ticket + tally + order + others + last_results, ana).text


def test_somebody_who_is_in_already(asks, arrive, let_in):
    ana = arrive(order_id="order-1")
    let_in(ana)
    ticket, order, last_results = 1, 1, 1
    assert "JÁ ENTROU" in asks(ALWAYS + ticket + order + last_results, ana).text


def test_a_code(asks, arrive):
    ticket, tally, last_results = 1, 2, 1
    assert "ENTROU" in asks(ALWAYS + ticket + tally + last_results, code=arrive(order_id="").code).text


def test_a_code_that_nobody_has(asks):
    here, elsewhere, asked_before, last_results = 1, 1, 1, 1
    answer = asks(ALWAYS + here + elsewhere + asked_before + last_results, code="ABC-123456")
    assert "Código desconhecido" in answer.text
