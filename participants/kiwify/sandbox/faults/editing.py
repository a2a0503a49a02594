"""Faults that send the honest JSON, edited."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..answers import Answer, Asked, Reply
from ..index import compact_json
from .wrapping import Wrap

NOT_SENT = object()


def edited(edit: Callable[[Any], Any]) -> Wrap:
    """A wrap that edits the parsed body of a 200; a refusal passes unchanged."""

    def wrap(asked: Asked, answer: Answer) -> Reply:
        reply = answer(asked)
        if reply.status != 200:
            return reply
        return replace(reply, body=compact_json(edit(json.loads(reply.body))))

    return wrap


def expires_in(*, value: object = NOT_SENT) -> Wrap:
    """The token's `expires_in` is `value`, whatever that is; without one the key is left out.

    The exp inside the token stays true.
    """

    def edit(token: Any) -> Any:
        others = {key: token[key] for key in token if key != "expires_in"}
        return others if value is NOT_SENT else others | {"expires_in": value}

    return edited(edit)
