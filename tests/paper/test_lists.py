"""The gate list: everybody once, split by letter, in pages."""

from hypothesis import given
from hypothesis import strategies as st

from participants.models import Batch
from participants.paper import gate_lists, lists, pages
from participants.paper.lists import split

SIZES = st.lists(st.integers(1, 500), min_size=1, max_size=27)


def names(event, gate_list):
    return [line.participant.name for page in pages(event, event.checkpoints.get(), gate_list) for line in page.lines]


@given(SIZES, st.integers(1, 26))
def test_a_split_leaves_nobody_out(sizes, parts):
    spans = split(sizes, parts)
    assert [at for start, end in spans for at in range(start, end)] == list(range(len(sizes)))
    assert len(spans) == min(parts, len(sizes))


@given(SIZES, st.integers(1, 26))
def test_no_part_is_larger_than_an_even_one_and_a_letter(sizes, parts):
    largest = max(sum(sizes[start:end]) for start, end in split(sizes, parts))
    assert largest <= sum(sizes) / min(parts, len(sizes)) + max(sizes)


def test_they_stand_by_surname_without_accents(event, arrive):
    for name in ("Ana Souza", "Zeca Ávila", "João da Silva Júnior", "Bia Alves"):
        arrive(name)
    [only] = gate_lists(event, [""], [])
    assert names(event, only) == ["Bia Alves", "Zeca Ávila", "João da Silva Júnior", "Ana Souza"]
    assert only.span == "A–S"


def test_gates_share_the_letters(event, arrive):
    for letter in "ABCD":
        arrive(f"Ana {letter}lima"), arrive(f"Bia {letter}lima")
    first, second = gate_lists(event, ["Portão 1", "Portão 2"], [])
    assert (first.gate, first.span, second.gate, second.span) == ("Portão 1", "A–B", "Portão 2", "C–D")


def test_more_gates_than_letters(event, arrive):
    arrive("Ana Lima")
    assert [one.gate for one in gate_lists(event, ["1", "2", "3"], [])] == ["1"]


def test_only_the_batches_that_are_wanted(event, arrive):
    arrive("Ana", batch="VIP"), arrive("Bia")
    [only] = gate_lists(event, [""], [Batch.objects.get(name="VIP")])
    assert names(event, only) == ["Ana"]


def test_cancelled_tickets_are_not_on_it(event, arrive, withdrawn):
    arrive("Ana", **withdrawn)
    assert gate_lists(event, [""], []) == []


def test_who_is_in_already_has_the_time_of_it(event, arrive, let_in):
    row = let_in(arrive("Ana"))
    arrive("Bia")
    [page] = pages(event, event.checkpoints.get(), gate_lists(event, [""], [])[0])
    assert [line.arrived_at for line in page.lines] == [row.happened_at, None]


def test_a_page_holds_so_many(event, arrive, monkeypatch):
    monkeypatch.setattr(lists, "ROWS_OF_A_PAGE", 2)
    for letter in "ABCDE":
        arrive(f"Ana {letter}lima")
    [only] = gate_lists(event, [""], [])
    found = list(pages(event, event.checkpoints.get(), only))
    assert (only.pages, [len(page.lines) for page in found], [page.number for page in found]) == (
        3,
        [2, 2, 1],
        [1, 2, 3],
    )


def test_many_pages_take_few_queries(event, arrive, django_assert_max_num_queries):
    for number in range(90):
        arrive(f"Ana Lima {number}")
    with django_assert_max_num_queries(6):
        names(event, gate_lists(event, [""], [])[0])
