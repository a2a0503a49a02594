"""Webhooks of every shape there is."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from participants.kiwify.sandbox import Webhook
from participants.kiwify.webhook import BadSignature, Kind, WebhookError, hint_of

from .test_parse_page import json_values

TOKEN = "sesame"
HEX_DIGITS = "0123456789abcdef"

blanks = st.text(" \t\r\n", max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
    max_leaves=20,
)
fields = [
    "webhook_event_type", "order_status", "order_id", "store_id", "Product", "Customer", "event_tickets", "order",
]  # fmt: skip
odd_sales = st.fixed_dictionaries({}, optional=dict.fromkeys(fields, json_values))


def sign(body):
    return Webhook("http://localhost/", TOKEN).sign(body)


def outcome(body, signature):
    try:
        return hint_of(body, signature=signature, tokens=["other", TOKEN])
    except WebhookError as problem:
        return problem


@st.composite
def sales(draw):
    """A body about order 1f6b as anybody might write it: with blanks, escapes and fields of all sorts."""
    order = draw(st.dictionaries(st.text(max_size=8), values, max_size=5))
    order |= {"order_id": "1f6b", "order_status": "paid", "webhook_event_type": "order_approved"}
    comma, colon, before, after = (draw(blanks) for _ in range(4))
    text = json.dumps(
        order, ensure_ascii=draw(st.booleans()), separators=(f",{comma}", f"{colon}:"), indent=draw(st.none() | blanks)
    )
    # Half a surrogate pair cannot stand in UTF-8: it must be escaped.
    return f"{before}{text}{after}".encode(errors="backslashreplace")


@given(st.binary(), st.text(HEX_DIGITS, min_size=40, max_size=40) | st.text(st.characters()))
@example(b'{"order": {}}', "0" * 40)
def test_no_bytes_whatever_raise_anything_but_the_named_errors(body, signature):
    assert isinstance(outcome(body, signature), BadSignature)
    assert str(outcome(body, sign(body)))


@given(json_values | odd_sales)
def test_no_json_whatever_raises_anything_but_the_named_errors_once_signed(value):
    body = json.dumps(value).encode()
    hint = outcome(body, sign(body))
    assert isinstance(hint, WebhookError) or hint.kind is Kind.OTHER or 0 < len(hint.order_id) <= 64


@given(sales())
def test_a_signed_body_is_accepted_however_it_is_written(body):
    hint = outcome(body, sign(body))
    assert (hint.kind, hint.order_id) == (Kind.APPROVED, "1f6b")


@given(sales(), blanks, st.booleans())
def test_a_signed_order_is_accepted_however_it_is_wrapped(order, blank, inside):
    order = order.strip()  # blanks around it are the wrapping's
    space, signature = blank.encode(), sign(order)
    body = b'%b{"url":"x",%b"signature":"%b",%b"order"%b:%b%b}%b' % (
        space, space, signature.encode() if inside else b"", space, space, space, order, space,
    )  # fmt: skip
    hint = outcome(body, "" if inside else signature)
    assert (hint.kind, hint.order_id) == (Kind.APPROVED, "1f6b")


@given(sales(), st.data())
def test_one_flipped_bit_is_refused(body, data):
    flipped = bytearray(body)
    flipped[data.draw(st.integers(0, len(body) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BadSignature):
        hint_of(bytes(flipped), signature=sign(body), tokens=[TOKEN])


@given(sales(), st.integers(0, 39), st.sampled_from(HEX_DIGITS))
def test_one_other_digit_in_the_signature_is_refused(body, position, digit):
    right = sign(body)
    wrong = right[:position] + digit + right[position + 1 :]
    assert isinstance(outcome(body, wrong), BadSignature) is (wrong != right)
