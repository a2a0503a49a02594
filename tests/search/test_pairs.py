import pytest

from participants.search import find

from .pairs import ANYBODY, GUESTS, PAIRS


@pytest.fixture
def party(arrive, let_in, withdrawn):
    for guest in GUESTS:
        fields = guest._asdict()
        is_in, is_withdrawn = fields.pop("is_in"), fields.pop("is_withdrawn")
        participant = arrive(**fields | (withdrawn if is_withdrawn else {}))
        if is_in:
            let_in(participant)


def test_there_are_at_least_eighty_pairs():
    assert len(dict(PAIRS)) == len(PAIRS) >= 80


def test_everybody_is_found_who_should_be_and_in_their_order(event, entrance, party, subtests):
    for typed, expected in PAIRS:
        with subtests.test(typed):
            hits = find(event, entrance, typed).hits
            found = [f"{hit.participant.name}{'~' if hit.is_similar else ''}" for hit in hits]
            if ANYBODY in expected:
                found = [*found[: expected.index(ANYBODY)], ANYBODY]
            assert found == expected


def test_every_row_says_why(event, entrance, party, subtests):
    """Each hit has something marked: in the name, or in a detail below it."""
    for typed, _expected in PAIRS:
        with subtests.test(typed):
            for hit in find(event, entrance, typed).hits:
                assert hit.why or any(piece.is_match for piece in hit.marked_name)
