import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.search.typos import is_similar


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("tiago", "thiago"), ("thiago", "tiago"), ("souza", "sousa"), ("wencelsau", "wenceslau"), ("jaoo", "joao"),
        ("conseica", "conceicao"), ("silvera", "silveira"), ("anna", "ana"),
    ],
)  # fmt: skip
def test_one_typo_is_similar(typed, word):
    assert is_similar(typed, word)


@pytest.mark.parametrize(("typed", "word"), [("maria", "mario"), ("tiago", "tiago"), ("sousa", "lopes")])
def test_other_words_are_not(typed, word):
    assert is_similar(typed, word) is (typed == "maria")


words = st.text("abcde", min_size=4, max_size=9)


@given(word=words, at=st.integers(0, 8), letter=st.sampled_from("abcdez"))
def test_any_one_typo_in_a_word_is_similar(word, at, letter):
    at = min(at, len(word) - 1)
    for typed in (
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ):
        assert typed == word or is_similar(typed, word)
