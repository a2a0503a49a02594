"""What a scanned text may be: kiwify.md, Tickets and scanning."""

import json
import unicodedata
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.events import add_event
from participants.reception import claim_of
from participants.scanned import TEST_CODE, is_test, may_be, shortened

CODE, ID = "YRC3IQGCR24TWKT", "ae1603c9-eeda-41c5-84a2-6bffb7c4b333"
FORMS = [
    "{}", "  {}\n", "https://kiwify.example/t/{}", "https://kiwify.example/ticket?code={}&lang=pt",
    "https://kiwify.example/t/{}/qr.png?x=1#y", "https://kiwify.example/c%2F{}", "kiwify:{}",
    '{{"external_id": "{}"}}', '{{"ticket": {{"id": "{}"}}, "v": 1}}', '["{}"]', '"{}"',
    "https;;;kiwify.example;t;{}",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", [CODE, ID, CODE.lower(), ID.upper()])
def test_every_form_of_a_ticket_is_understood(form, what):
    assert may_be(form.format(what))[0] == what


def test_a_code_of_another_length_is_a_code_too():
    assert may_be("ABC-123456")[0] == "ABC-123456"
    assert "TICKET77" in may_be("https://kiwify.example/t/TICKET77")


def test_json_that_holds_both_gives_both():
    assert set(may_be(json.dumps({"id": ID, "external_id": CODE}))) == {ID, CODE}


def test_keys_of_json_are_no_codes():
    assert may_be(json.dumps({"participantsCode": CODE})) == [CODE]


@given(st.text(max_size=3000))
def test_whatever_is_scanned_is_something(text):
    found = may_be(text)
    assert 1 <= len(found) <= 12
    assert all(len(one) <= 1000 for one in found)


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_json_is_something(value):
    assert may_be(json.dumps(value))


def test_it_is_about_the_one_somebody_has(entrance, arrive):
    ana = arrive("Ana", code=CODE)
    claim = claim_of(entrance, f"https://kiwify.example/event/{uuid4()}/ticket/{CODE.lower()}")
    assert (claim.code, claim.holders) == (CODE.lower(), (ana,))


def test_an_id_of_kiwifys_is_about_its_participant(entrance, arrive):
    ana = arrive("Ana", code="")
    assert claim_of(entrance, ana.kiwify_id.upper()).holders == (ana,)


def test_a_code_of_another_event_is_nobodys_here(event, arrive, account):
    other = add_event(product_id="product-2", name="Outro", account=account)
    arrive("Ana", code=CODE)
    assert claim_of(other.checkpoints.get(), CODE).holders == ()


@pytest.mark.parametrize("prefix", ["]Q1", "]C1", "[Q1", "\\Q1", "s", "\x02", "\x1d", "\t ", "Q01-", "\ufeff"])
@pytest.mark.parametrize("what", [CODE, ID])
def test_what_a_scanner_adds_does_not_matter(prefix, what):
    assert what in may_be(prefix + what + "\x03\r\n")


def test_text_that_is_no_code_is_itself_first():
    assert may_be("https://exemplo.com.br/promo")[0] == "https://exemplo.com.br/promo"
    assert may_be("Oi\x07, tudo\nbem?" + "x" * 2000)[0].startswith("Oi , tudo bem?")


def test_two_scanners_at_once_are_nobodys_code():
    other = "ABC3IQGCR24TWKZ"
    mixed = "".join(a + b for a, b in zip(CODE, other, strict=True))
    assert {CODE, other}.isdisjoint(may_be(mixed))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (CODE, "YRC3…WKT"), (ID, "ae16…333"), ("Ana", "Ana"), ("https://exemplo.com.br/", "exemplo.com.br/"),
        ("https://user:pass@exemplo.com.br:8080/promo/verao?utm=1", "exemplo.com.br/promo/…"),
        ("httpsÇ;;exemplo.com.br;promo;verao", "exemplo.com.br/promo/…"), ("a\x00b\x1b[31m\nc", "a b [31m c"),
        ("BEGIN:VCARD FN:Ana Conceição TEL:11999998888 END", "BEGIN:VCARD FN:Ana…98888 END"),
    ],
)  # fmt: skip
def test_what_was_read_is_shown_short(text, shown):
    assert shortened(text) == shown


@given(st.text(max_size=3000))
def test_whatever_is_shown_is_short_and_visible(text):
    shown = shortened(text)
    assert len(shown) <= 36
    assert not any(unicodedata.category(one)[0] == "C" for one in shown)


@pytest.mark.parametrize("form", ["{}", "]Q1{}", " {}\r\n", "\x02{}", '"{}"', "[Q1{}"])
@pytest.mark.parametrize("what", [TEST_CODE, TEST_CODE.lower()])
def test_the_test_code_is_known_whatever_is_around_it(form, what):
    assert is_test(form.format(what))


@pytest.mark.parametrize("text", ["", CODE, ID, "PORTARIA", "TESTE", f"https://exemplo.com.br/{TEST_CODE}"])
def test_nothing_else_is_the_test_code(text):
    assert not is_test(text)
