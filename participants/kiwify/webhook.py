"""Kiwify's sales webhooks: whether Kiwify really sent one, and what it hints at. Source: kiwify.md.

A hint says that something changed. Nothing in it is taken for data: what is true is read from the API.
Whatever comes in, only this tree comes out:

    WebhookError
    ├── NoToken            no token to check with: an empty one is signed by anybody
    ├── BadSignature       not signed with one of the tokens
    └── BodyNotUnderstood  signed, but of a shape that kiwify.md does not know

No message holds personal data, a token or a signature.
"""

import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Any, NoReturn

from .wire import LONGEST_KEY

SIGNATURE = re.compile(r"[0-9a-f]{40}")
# A member of an object: the bracket or comma before it, its key, and the way to its value.
MEMBER = re.compile(r'\s*[{,]\s*"([^"\\]*)"\s*:\s*')
STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
ALL_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
DEEPEST = 64  # a sale's brackets stand five deep

TEST_PRODUCT = "example product"
TEST_MAIL = "@example.com"


class WebhookError(Exception):
    code = "webhook_error"


class NoToken(WebhookError):
    code = "no_token"


class BadSignature(WebhookError):
    code = "bad_signature"


class BodyNotUnderstood(WebhookError):
    code = "body_not_understood"


class Kind(StrEnum):
    APPROVED = "approved"
    REFUNDED = "refunded"
    CHARGEBACK = "chargeback"
    OTHER = "other"


BY_EVENT_TYPE = {"order_approved": Kind.APPROVED, "order_refunded": Kind.REFUNDED, "chargeback": Kind.CHARGEBACK}
BY_STATUS = {"paid": Kind.APPROVED, "refunded": Kind.REFUNDED, "chargedback": Kind.CHARGEBACK}


@dataclass(frozen=True, slots=True)
class Hint:
    """What a webhook is about. Ids are "" where it names none; only an OTHER may be without an order.

    `store_id` is the account's id. `is_test` is Kiwify's test button: a made-up sale, never to be stored.
    """

    kind: Kind
    order_id: str
    product_id: str
    store_id: str
    is_test: bool


def hint_of(body: bytes, *, signature: str, tokens: Sequence[str]) -> Hint:
    """Check a webhook and read it: `body` as it came, `signature` from the query, `tokens` old and new.

    Signed is the flat body, or in a wrapped one ({url, signature, order}) the order alone.
    Raises NoToken, BadSignature and BodyNotUnderstood.
    """
    # HMAC fills its key up with NULs: a token of nothing else is as good as none.
    usable = [token for token in tokens if token.strip() and token.isprintable()]
    if not usable:
        raise NoToken("There is no webhook token, so nobody can tell who sent this.")
    return _hint(_order(_decoded(_signed_part(body, signature, usable))))


def _signed_part(body: bytes, signature: str, tokens: Sequence[str]) -> bytes:
    """The bytes that were signed, and nothing around them."""
    if _is_signed(body, signature, tokens):
        return body
    for order, inner_signature in _wrapped_orders(body):
        if _is_signed(order, inner_signature, tokens) or _is_signed(order, signature, tokens):
            return order
    raise BadSignature("The webhook is not signed with one of our tokens.")


def _is_signed(message: bytes, signature: str, tokens: Sequence[str]) -> bool:
    if not SIGNATURE.fullmatch(signature):
        return False
    right = (hmac.new(token.encode(), message, "sha1").hexdigest() for token in tokens)
    return sum(hmac.compare_digest(one, signature) for one in right) > 0  # any() would stop at the first


def _wrapped_orders(body: bytes) -> Iterator[tuple[bytes, str]]:
    """The order in a wrapped body with the signature beside it: as it stands, then as JSON.stringify has it."""
    try:
        members = _members(_parsable(body))
        order, text = members["order"]
        stringified = json.dumps(order, ensure_ascii=False, separators=(",", ":"))
    except (ValueError, KeyError):
        return
    signature, _ = members.get("signature", ("", ""))
    for form in (text, stringified):
        # Half a surrogate pair is an escape at JSON.stringify too.
        yield form.encode(errors="backslashreplace"), signature if isinstance(signature, str) else ""


def _members(text: str) -> dict[str, tuple[object, str]]:
    """What an object holds, each value with its own text. Lenient: only what proves to be signed is read again."""
    members: dict[str, tuple[object, str]] = {}
    at = 0
    while key := MEMBER.match(text, at):
        value, at = DECODER.raw_decode(text, key.end())
        members[key[1]] = value, text[key.end() : at]
    return members


def _parsable(body: bytes) -> str:
    """The text of a body. Raises ValueError where it is not UTF-8 or nested beyond all sense.

    A parser follows nesting down until the thread's stack is at its end, and with a small one the process dies.
    """
    brackets = STRING.sub(b"", body).translate(None, ALL_BUT_BRACKETS)
    if any(depth > DEEPEST for depth in accumulate(1 if bracket in b"[{" else -1 for bracket in brackets)):
        raise ValueError("too deep")
    return body.decode()


def _decoded(signed: bytes) -> Mapping[str, object]:
    try:
        document = DECODER.decode(_parsable(signed))
    except ValueError:
        raise BodyNotUnderstood("Kiwify sent a webhook that is not JSON.") from None
    if not isinstance(document, dict):
        raise BodyNotUnderstood("Kiwify sent a webhook that is not an object.")
    return document


def _order(document: Mapping[str, object]) -> Mapping[str, object]:
    """The sale itself, if somebody signs a wrapped body as a whole."""
    return document if "order_id" in document else _object(document, "order") or document


def _hint(order: Mapping[str, object]) -> Hint:
    kind, order_id = _kind(order), _key(order, "order_id")
    if kind is not Kind.OTHER and not order_id:
        raise BodyNotUnderstood("Kiwify sent a webhook about an order whose id is missing or too long.")
    return Hint(
        kind=kind,
        order_id=order_id,
        product_id=_key(_object(order, "Product"), "product_id"),
        store_id=_key(order, "store_id"),
        is_test=_is_test(order),
    )


def _kind(order: Mapping[str, object]) -> Kind:
    if event_type := _text(order, "webhook_event_type"):
        return BY_EVENT_TYPE.get(event_type, Kind.OTHER)
    return BY_STATUS.get(_text(order, "order_status"), Kind.OTHER)


def _is_test(order: Mapping[str, object]) -> bool:
    product = _text(_object(order, "Product"), "product_name")
    email = _text(_object(order, "Customer"), "email")
    return product.casefold() == TEST_PRODUCT or email.casefold().endswith(TEST_MAIL)


def _object(order: Mapping[str, object], field: str) -> Mapping[str, object]:
    value = order.get(field)
    return value if isinstance(value, dict) else {}


def _key(order: Mapping[str, object], field: str) -> str:
    # A shortened key would be somebody else's key, so a long one is none.
    value = _text(order, field)
    return value if len(value) <= LONGEST_KEY and value.isprintable() else ""


def _text(order: Mapping[str, object], field: str) -> str:
    value = order.get(field)
    return value.strip() if isinstance(value, str) else ""


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: of two values, who knows which one is meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands there twice")
    return members


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


DECODER = json.JSONDecoder(object_pairs_hook=_without_twins, parse_constant=_no_number)
