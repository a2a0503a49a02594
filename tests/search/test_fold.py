import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.search.folding import digits, fold, national, squeeze, unconfuse, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Conceição", "conceicao"),
        ("ÁLVARO", "alvaro"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
    ],
)
def test_accents_and_case_are_folded(text, folded):
    assert fold(text) == folded


def test_a_compound_gives_its_parts_and_itself():
    assert words("D'Ávila Braga-Lima") == ["d", "avila", "davila", "braga", "lima", "bragalima"]


def test_a_phone_is_read_without_its_country():
    assert national("5582999453509") == national("82999453509") == "82999453509"
    assert national("558229453509") == "8229453509"
    assert national("55999453509") == "55999453509"  # Santa Maria's own 55


def test_a_code_is_taken_as_eyes_take_it():
    assert unconfuse(squeeze("oO0 iIlL1")) == "000" + "11111"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_hold_no_sign_that_the_index_uses(text):
    assert not any(sign in word for word in words(text) for sign in "@#~'\"\\ ")


@given(st.text())
def test_digits_are_only_digits(text):
    assert set(digits(text)) <= set("0123456789")
