"""Names are filed by surname, as Brazilians look for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.paper.names import OTHERS, file, letter_of


@pytest.mark.parametrize(("name", "surname", "given", "key"), [
    ("Ana Souza", "Souza", "Ana", "souza ana"),
    ("João da Silva", "Silva", "João da", "silva joao"),
    ("João da Silva Júnior", "Silva Júnior", "João da", "silva joao"),
    ("Pedro dos Santos Neto", "Santos Neto", "Pedro dos", "santos pedro"),
    ("Ana Conceição D'Ávila", "D'Ávila", "Ana Conceição", "davila ana conceicao"),
    ("MARIA DE LOURDES", "LOURDES", "MARIA DE", "lourdes maria"),
    ("Neto", "Neto", "", "neto"),
    ("José Neto", "José Neto", "", "jose"),
    ("Madonna", "Madonna", "", "madonna"),
    ("  Ana   Lima ", "Lima", "Ana", "lima ana"),
    ("de", "", "de", ""),
    ("", "", "", ""),
])  # fmt: skip
def test_where_a_name_stands(name, surname, given, key):
    assert file(name) == (key, surname, given)


@pytest.mark.parametrize(("name", "letter"), [
    ("Ana Ávila", "A"), ("Çelik", "C"), ("3 Ases", "A"), ("Ana 3", OTHERS), ("", OTHERS), ("王芳", OTHERS),
])  # fmt: skip
def test_under_which_letter(name, letter):
    assert letter_of(file(name).key) == letter


@given(st.text(max_size=40))
def test_no_word_of_any_name_is_lost(name):
    filed = file(name)
    assert sorted(f"{filed.surname} {filed.given}".split()) == sorted(name.split())
