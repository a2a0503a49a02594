"""Whoever is on the list is found, by anything that is theirs, however people type it."""

from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.kiwify.sandbox import naming
from participants.search import find
from participants.search.folding import PARTICLES, fold

numbers = count()
fixtures_are_shared = settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)

WITHOUT_ACCENT = str.maketrans("áâãàéêíóôõúç", "aaaaeeiooouc")
CASES = [str.lower, str.upper, str.title, str]
letters = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=2, max_size=12)


@st.composite
def brazilian_names(draw):
    rng = Random(draw(st.integers(0, 10_000)))
    return naming.full_name(rng, naming.surname(rng)) or "Ana Lima"


def grouped(digits: str, sizes: list[int], sign: str) -> str:
    """The digits in groups of these sizes: "82 99945 3509"."""
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    return sign.join([*groups, digits[at:]])


ways_to_type_a_cpf = st.sampled_from(
    [
        lambda cpf: cpf,
        lambda cpf: f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}",
        lambda cpf: f" {cpf[:3]} {cpf[3:6]} {cpf[6:9]} {cpf[9:]} ",
        lambda cpf: f"CPF: {cpf[:9]}-{cpf[9:]}",
        lambda cpf: f"{cpf[3:6]}.{cpf[6:9]}",
        lambda cpf: cpf[3:9],
        lambda cpf: f"•••.{cpf[3:6]}.{cpf[6:9]}-••",
        lambda cpf: cpf[-5:],
        lambda cpf: f"{cpf[8]}-{cpf[9:]}",
        lambda cpf: cpf.lstrip("0"),
    ]
)
ways_to_type_a_phone = st.sampled_from(
    [
        lambda phone: phone,
        lambda phone: f"({phone[:2]}) {phone[2:-4]}-{phone[-4:]}",
        lambda phone: f"({phone[:2]}){phone[2:]}",
        lambda phone: f"+55 {phone[:2]} {phone[2:-4]} {phone[-4:]}",
        lambda phone: f"+55 ({phone[:2]}) {phone[2:-4]}-{phone[-4:]}",
        lambda phone: f"+55{phone}",
        lambda phone: f"55 {phone}",
        lambda phone: f"0{phone[:2]} {phone[2:]}" if len(phone) == 11 else phone,
        lambda phone: f"{phone[2:-4]}-{phone[-4:]}",
        lambda phone: phone[-4:],
        lambda phone: f"tel. {phone[-8:-4]} {phone[-4:]}",
    ]
)
ways_to_type_a_code = st.sampled_from(
    [
        lambda code: code,
        lambda code: f"{code[:4]}…{code[-3:]}",
        lambda code: f"{code[:4]}...{code[-3:]}",
        lambda code: f"{code[:4]} {code[-3:]}",
        lambda code: code[:4],
        lambda code: code[:9],
        lambda code: f" {grouped(code, [5, 5], ' ')} ",
        lambda code: grouped(code, [3, 3, 3, 3], " "),
        lambda code: grouped(code, [4, 4, 4], "-"),
        lambda code: grouped(code, [4, 4, 4], "."),
    ]
)
ways_to_confuse = st.sampled_from(
    [str, lambda code: code.replace("0", "O"), lambda code: code.replace("O", "0"), lambda code: code.replace("1", "I"),
     lambda code: code.replace("I", "l"), lambda code: code.replace("L", "1")]
)  # fmt: skip
ways_to_type_an_email = st.sampled_from(
    [
        str,
        str.upper,
        lambda email: f" {email} ",
        lambda email: email.replace("@", " @ "),
        lambda email: email.partition("@")[0],
        lambda email: email.partition("@")[0] + "@",
        lambda email: email[: email.index("@") + 3],
    ]
)


@pytest.fixture
def finds(event, entrance):
    """Whether somebody is among the rows, and the row says why."""

    def finds(participant, text):
        hit = next((one for one in find(event, entrance, text).hits if one.participant == participant), None)
        return hit is not None and (bool(hit.why) or any(piece.is_match for piece in hit.marked_name))

    return finds


@fixtures_are_shared
@given(words=st.lists(letters, min_size=2, max_size=4), data=st.data())
def test_by_any_two_of_their_words_in_any_order(finds, arrive, words, data):
    ana = arrive(" ".join(words))
    assert finds(ana, " ".join(data.draw(st.permutations(words))[:2]))
    ana.delete()


@fixtures_are_shared
@given(name=brazilian_names(), plain=st.booleans(), case=st.sampled_from(CASES), data=st.data())
def test_brazilians_by_any_two_of_their_words_in_any_case(finds, arrive, name, plain, case, data):
    ana = arrive(name)
    telling = [word for word in name.split() if fold(word) not in PARTICLES]
    typed = case(" ".join(data.draw(st.permutations(telling))[:2]))
    assert finds(ana, typed.translate(WITHOUT_ACCENT) if plain else typed)
    ana.delete()


@fixtures_are_shared
@given(cpf=st.from_regex(r"[0-9]{10}[1-9]", fullmatch=True), as_typed=ways_to_type_a_cpf)
def test_by_their_cpf(finds, arrive, cpf, as_typed):
    ana = arrive("Zuleica", cpf=cpf)
    typed = as_typed(cpf)
    assert finds(ana, typed) or len(typed) < 3
    ana.delete()


@fixtures_are_shared
@given(
    phone=st.from_regex(r"[1-9]{2}9?[2-9][0-9]{7}", fullmatch=True),
    country=st.sampled_from(["", "55"]),
    as_typed=ways_to_type_a_phone,
)
def test_by_their_phone(finds, arrive, phone, country, as_typed):
    ana = arrive("Zuleica", phone=country + phone)
    assert finds(ana, as_typed(phone))
    ana.delete()


@fixtures_are_shared
@given(
    code=st.from_regex(r"[A-Z0-9]{15}", fullmatch=True),
    as_typed=ways_to_type_a_code,
    confused=ways_to_confuse,
    case=st.sampled_from(CASES),
)
def test_by_their_code(finds, arrive, code, as_typed, confused, case):
    ana = arrive("Zuleica", code=code)
    assert finds(ana, case(confused(as_typed(code))))
    ana.delete()


@fixtures_are_shared
@given(
    local=st.from_regex(r"[a-z][a-z0-9]{1,9}([._+-][a-z0-9]{2,9})?", fullmatch=True),
    host=st.sampled_from(["correio.example", "caixa-postal.example"]),
    as_typed=ways_to_type_an_email,
)
def test_by_their_email(finds, arrive, local, host, as_typed):
    ana = arrive("Zuleica", email=f"{local}@{host}")
    assert finds(ana, as_typed(f"{local}@{host}"))
    ana.delete()
