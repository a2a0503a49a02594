"""Kiwify's webhooks: who sent them, and what they hint at."""

import json
import threading
import time

import pytest

from participants.kiwify.sandbox import Webhook
from participants.kiwify.webhook import BadSignature, BodyNotUnderstood, Hint, Kind, NoToken, hint_of

TOKEN = "sesame"
ORDER = {"order_id": "1f6b", "order_status": "paid", "webhook_event_type": "order_approved", "store_id": "acc-1"}
SALE = ORDER | {
    "Product": {"product_id": "product-1", "product_name": "Noite"},
    "Customer": {"email": "ana@correio.example"},
}

# Worked out with openssl dgst -sha1 -hmac sesame
KNOWN = '{"order_id":"1","order_status":"paid","webhook_event_type":"order_approved","name":"Zoë"}'.encode()
KNOWN_SIGNATURE = "64e4c669da9dcc4866a1e5d5716ddd664abf0ffc"


def signed(body, token=TOKEN):
    return Webhook("http://localhost/", token).sign(body)


def hint(sale):
    body = sale if isinstance(sale, bytes) else json.dumps(sale).encode()
    return hint_of(body, signature=signed(body), tokens=[TOKEN])


def wrapped(order, *, signature, **others):
    body = b'{"url": "https://portaria.example/", "signature": "%s", "order": %s}' % (signature.encode(), order)
    return hint_of(body, signature=others.get("in_query", ""), tokens=[TOKEN])


def test_a_sale_is_hinted_at_by_its_ids():
    assert hint(SALE) == Hint(Kind.APPROVED, "1f6b", "product-1", "acc-1", is_test=False)


def test_the_signature_is_the_one_that_openssl_makes():
    assert hint_of(KNOWN, signature=KNOWN_SIGNATURE, tokens=[TOKEN]).order_id == "1"


@pytest.mark.parametrize(
    "signature",
    [
        "", " ", KNOWN_SIGNATURE.upper(), KNOWN_SIGNATURE[:-1], KNOWN_SIGNATURE + "0", KNOWN_SIGNATURE + "\n",
        " " + KNOWN_SIGNATURE, "0" * 40, "٣" * 40, "é" * 40, "\ud800" * 40, "\x00" * 40, "sha1=" + KNOWN_SIGNATURE,
    ],
)  # fmt: skip
def test_any_other_signature_is_bad(signature):
    with pytest.raises(BadSignature):
        hint_of(KNOWN, signature=signature, tokens=[TOKEN])


def test_the_same_json_written_otherwise_is_not_what_was_signed():
    with pytest.raises(BadSignature):
        hint_of(json.dumps(json.loads(KNOWN)).encode(), signature=KNOWN_SIGNATURE, tokens=[TOKEN])


@pytest.mark.parametrize("tokens", [["sesame", "new"], ["new", "sesame"], ["", "sesame"], ["sesame", "sesame"]])
def test_an_old_and_a_new_token_both_count_while_one_follows_the_other(tokens):
    assert hint_of(KNOWN, signature=KNOWN_SIGNATURE, tokens=tokens).order_id == "1"


def test_a_token_that_is_not_ours_signs_nothing():
    with pytest.raises(BadSignature):
        hint_of(KNOWN, signature=KNOWN_SIGNATURE, tokens=["new", "newer"])


@pytest.mark.parametrize("tokens", [[], [""], [" ", ""], ["\x00"], ["\x00\x00"], ["\ud800"]])
def test_without_a_usable_token_nothing_is_believed(tokens):
    with pytest.raises(NoToken):
        hint_of(KNOWN, signature=signed(KNOWN, ""), tokens=tokens)


def test_an_empty_token_beside_a_good_one_lets_nobody_in():
    with pytest.raises(BadSignature):
        hint_of(KNOWN, signature=signed(KNOWN, ""), tokens=["", TOKEN])


@pytest.mark.parametrize(
    ("event_type", "status", "kind"),
    [
        ("order_approved", "paid", Kind.APPROVED),
        ("order_refunded", "refunded", Kind.REFUNDED),
        ("chargeback", "chargedback", Kind.CHARGEBACK),
        ("chargeback", "paid", Kind.CHARGEBACK),
        ("pix_created", "waiting_payment", Kind.OTHER),
        ("subscription_late", "paid", Kind.OTHER),
        (None, "paid", Kind.APPROVED),
        ("", "refunded", Kind.REFUNDED),
        (None, "chargedback", Kind.CHARGEBACK),
        (None, "waiting_payment", Kind.OTHER),
        (None, "refused", Kind.OTHER),
        (None, None, Kind.OTHER),
        (7, ["paid"], Kind.OTHER),
    ],
)
def test_the_event_type_says_what_happened_and_without_one_the_status(event_type, status, kind):
    assert hint(ORDER | {"webhook_event_type": event_type, "order_status": status}).kind is kind


@pytest.mark.parametrize("others", [{}, {"Product": None, "Customer": None}, {"Product": [], "Customer": "Ana"}])
def test_product_and_customer_may_be_missing(others):
    assert hint(ORDER | others) == Hint(Kind.APPROVED, "1f6b", "", "acc-1", is_test=False)


def test_what_is_not_known_is_ignored():
    odd = {"event_tickets": "full", "Commissions": [[1.5]], "TrackingParameters": None, "mood": {"order_id": "2"}}
    assert hint(SALE | odd) == hint(SALE)


@pytest.mark.parametrize("order_id", [None, "", "  ", "x" * 65, 7, ["1f6b"], "1\n2", "\ud800", "1\x00"])
def test_a_sale_without_a_believable_order_is_not_understood(order_id):
    with pytest.raises(BodyNotUnderstood):
        hint(SALE | {"order_id": order_id})


def test_an_order_of_64_characters_is_believable():
    assert hint(SALE | {"order_id": "x" * 64}).order_id == "x" * 64


@pytest.mark.parametrize("order_id", [None, "x" * 65, 7])
def test_another_kind_of_webhook_may_be_without_an_order(order_id):
    assert hint({"webhook_event_type": "abandoned_cart", "order_id": order_id}) == Hint(Kind.OTHER, "", "", "", False)


@pytest.mark.parametrize(
    "others",
    [
        {"Product": {"product_id": "1", "product_name": "Example product"}},
        {"Product": {"product_name": "EXAMPLE PRODUCT "}},
        {"Customer": {"email": "johndoe@example.com"}},
        {"Customer": {"email": "John@Example.COM"}},
    ],
)
def test_the_test_button_is_known_by_its_product_or_its_buyer(others):
    assert hint(SALE | others).is_test


@pytest.mark.parametrize("email", ["ana@example.com.br", "ana@correio.example", "example.com", None, 7])
def test_nobody_else_is_taken_for_the_test_button(email):
    assert not hint(SALE | {"Customer": {"email": email}}).is_test


@pytest.mark.parametrize(
    "body",
    [
        b"", b"7", b"null", b"[]", b'"order"', b"{", b"{}x", b"\xff", b"\xef\xbb\xbf{}", b"[" * 200_000,
        b'{"a":' * 200_000, b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": ' + b"9" * 5000 + b"}",
        b'{"order_id": "1", "order_id": "2", "order_status": "paid"}', b'{"a": {"b": 1, "b": 1}}',
        '{"order_id": "1"}'.encode("utf-16"), b'{"order_id": "\x00"}',
    ],
)  # fmt: skip
def test_a_signed_body_of_a_wrong_shape_is_not_understood_and_unsigned_is_not_read(body):
    with pytest.raises(BodyNotUnderstood):
        hint(body)
    with pytest.raises(BadSignature):
        hint_of(body, signature="0" * 40, tokens=[TOKEN])


def test_nesting_is_counted_outside_of_strings():
    assert hint(SALE | {"note": "[{" * 500 + '"\\', "more": "[" * 500}) == hint(SALE)
    with pytest.raises(BodyNotUnderstood):
        hint(b'{"order_id": "1", "order_status": "paid", "note": %s}' % (b"[" * 500 + b"]" * 500))


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 2_000_000, b'{"order":' * 250_000, b'{"order":' + b"[" * 2_000_000, b'{"a":1,' * 300_000,
        b'"' + b'\\"' * 1_000_000, b"[]" * 1_000_000, b'{"' + b"a" * 2_000_000, b" " * 2_000_000 + b"{",
    ],
)  # fmt: skip
def test_what_a_stranger_sends_costs_little_time_and_little_stack(body):
    def refuse():
        with pytest.raises(BadSignature):
            hint_of(body, signature="0" * 40, tokens=[TOKEN])
        refused.append(time.monotonic() - began)

    refused: list[float] = []
    began, size = time.monotonic(), threading.stack_size(256 * 1024)
    try:
        stranger = threading.Thread(target=refuse)
        stranger.start()
    finally:
        threading.stack_size(size)
    stranger.join()
    assert refused
    assert refused[0] < 3


def test_a_wrapped_order_is_signed_alone_as_it_stands():
    order = json.dumps(SALE | {"name": "Zoë"}, indent=1).encode()
    assert wrapped(order, signature=signed(order)) == hint(SALE)
    assert wrapped(order, signature="", in_query=signed(order)) == hint(SALE)


def test_a_wrapped_order_is_signed_alone_as_javascript_writes_it():
    sale = SALE | {"name": "Zoë \U0001f642 / \u2028 \x1f\x7f", "half": "\ud83d", "cents": 9700}
    # As JSON.stringify in node writes it, and as something on the way wrote it anew.
    stringified = json.dumps(sale, ensure_ascii=False, separators=(",", ":")).replace("\ud83d", "\\ud83d").encode()
    assert wrapped(json.dumps(sale, indent=2).encode(), signature=signed(stringified)) == hint(SALE)


def test_the_wrapping_itself_proves_nothing():
    order = json.dumps(SALE).encode()
    with pytest.raises(BadSignature):
        wrapped(order, signature="")
    with pytest.raises(BadSignature):
        wrapped(order, signature=signed(order, "guess"))


def test_beside_a_signed_order_nothing_is_read():
    order = json.dumps(SALE).encode()
    body = b'{"order_id": "other", "order_status": "refunded", "order": %s}' % order
    assert hint_of(body, signature=signed(order), tokens=[TOKEN]) == hint(SALE)


def test_of_two_orders_in_one_wrapping_the_one_not_signed_is_never_read():
    good, evil = (json.dumps(SALE | {"order_id": one}).encode() for one in ("good", "evil"))
    body = b'{"order": %s, "order": %s, "signature": "%s"}'
    for first, second in ((good, evil), (evil, good)):
        try:
            hint_read = hint_of(body % (first, second, signed(good).encode()), signature="", tokens=[TOKEN])
            assert hint_read.order_id == "good"
        except BadSignature:
            assert second == evil


@pytest.mark.parametrize("signature", [b"7", b"null", b"[" * 500 + b"]" * 500, b'{"a": 1}', b'"\\ud800"'])
def test_a_wrapping_with_an_odd_signature_is_not_signed(signature):
    body = b'{"signature": %s, "order": {"order_id": "1"}}' % signature
    with pytest.raises(BadSignature):
        hint_of(body, signature="", tokens=[TOKEN])


def test_a_wrapped_body_signed_as_a_whole_is_read_all_the_same():
    assert hint({"url": "https://portaria.example/", "order": SALE}) == hint(SALE)


@pytest.mark.parametrize(
    "body", [json.dumps(SALE | {"order_id": "y" * 99}).encode(), b'{"Customer": {"email": "ana@', KNOWN]
)
def test_no_error_shows_a_person_a_token_or_a_signature(body):
    right = signed(body)
    for signature in (right, "0" * 40):
        try:
            hint_of(body, signature=signature, tokens=[TOKEN])
        except (BadSignature, BodyNotUnderstood) as problem:
            shown = f"{problem!r} {problem.__cause__!r}"
            assert not [secret for secret in ("ana@", "yyyy", "Zoë", TOKEN, signature) if secret in shown]
