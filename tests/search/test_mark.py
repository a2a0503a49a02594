import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.search.marking import mark


@pytest.mark.parametrize(
    ("name", "asked", "marked"),
    [
        ("Ana Clara Conceição", ["conce"], ["Conce"]),
        ("Ana Clara Conceição", ["conceicao", "an"], ["An", "Conceição"]),
        ("Joana D'Ávila", ["davila"], ["D'Ávila"]),
        ("Joana D'Ávila", ["avi"], ["Ávi"]),
        ("Jürgen Weiß", ["weiss"], ["Weiß"]),
        ("MARIANA", ["maria", "mar"], ["MARIA"]),
        ("Ana", ["zoe"], []),
        ("Ana", [], []),
    ],
)
def test_what_matched_is_marked(name, asked, marked):
    assert [piece.text for piece in mark(name, asked) if piece.is_match] == marked


@given(st.text(max_size=30), st.lists(st.text("abcdeo1", min_size=1, max_size=4), max_size=3))
def test_a_marked_name_is_still_the_whole_name(name, asked):
    assert "".join(piece.text for piece in mark(name, asked)) == name
