"""A call as it came in and a reply as it will go out: what API, faults and transport pass around."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Literal

from .index import compact_json
from .listing import DEFAULT_PAGE_SIZE, Window, page_asked

type Subject = Literal["token", "participants", "other"]

MINT_PATH = "/v1/oauth/token"
PARTICIPANTS_PATH = re.compile(r"/v1/events/([^/]+)/participants")
NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One call. `window` is the part of the listing to show; only faults change it."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Message = field(default_factory=Message)
    body: bytes = b""
    window: Window = page_asked

    @property
    def subject(self) -> Subject:
        if self.path == MINT_PATH:
            return "token"
        return "participants" if PARTICIPANTS_PATH.fullmatch(self.path) else "other"

    @property
    def page_number(self) -> int:
        """The page asked for; 0 when the call names no sensible one."""
        return self._number("page_number", 1)

    @property
    def page_size(self) -> int:
        """How many rows are asked for; 0 when the call names no sensible number."""
        return self._number("page_size", DEFAULT_PAGE_SIZE)

    def _number(self, name: str, default: int) -> int:
        text = self.query.get(name, str(default))
        return int(text) if NUMBER.fullmatch(text) else 0


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What goes back, and how badly: seconds before it, between its bytes and those of its head, where it is cut."""

    status: int
    body: bytes
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    drip: float = 0
    drip_head: float = 0
    cut: Literal["never", "before", "middle"] = "never"


type Answer = Callable[[Asked], Reply]


class RefusalError(Exception):
    """A call Kiwify turns down, with its own error word and a sentence."""

    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.reply = refused(status, error, message)


def ok(body: object, status: int = 200) -> Reply:
    return Reply(status=status, body=compact_json(body))


def refused(status: int, error: str, message: str) -> Reply:
    return ok({"error": error, "message": message}, status)
