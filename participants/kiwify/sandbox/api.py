"""Kiwify's two calls, answered honestly: a token, and a page of an event's participants."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import parse_qsl

from .answers import PARTICIPANTS_PATH, Asked, RefusalError, Reply, ok
from .listing import Listing, ListingError, Window, read_listing
from .pace import Pace
from .tokens import Credentials, Tokens

FORM = "application/x-www-form-urlencoded"


class Listed(Protocol):
    """What the API needs of an event; `page` is the JSON body of one page."""

    @property
    def name(self) -> str: ...
    def __len__(self) -> int: ...
    def counters(self) -> dict[str, int]: ...
    def page(self, listing: Listing, window: Window, /) -> bytes: ...


class Api:
    def __init__(self, *, events: Mapping[str, Listed], credentials: Credentials, tokens: Tokens, pace: Pace) -> None:
        self.events = events
        self.credentials = credentials
        self.tokens = tokens
        self.pace = pace

    def answer(self, asked: Asked) -> Reply:
        try:
            return self._route(asked)
        except RefusalError as refusal:
            return refusal.reply

    def _route(self, asked: Asked) -> Reply:
        if asked.subject == "token":
            _only("POST", asked)
            return self._token(asked)
        if asked.subject == "participants":
            _only("GET", asked)
            return self._participants(asked)
        raise RefusalError(404, "NotFound", f"There is nothing at {asked.path}")

    def _token(self, asked: Asked) -> Reply:
        form = _form(asked)
        sent = form.get("client_id"), form.get("client_secret")
        if sent != (self.credentials.client_id, self.credentials.client_secret):
            raise RefusalError(400, "auth_error", "Invalid client_id or client_secret")
        self._keep_pace()
        return ok(self.tokens.mint(self.credentials.account_id))

    def _participants(self, asked: Asked) -> Reply:
        self._authorize(asked)
        self._keep_pace()
        event = self._event(asked.path)
        try:
            listing = read_listing(asked.query)
        except ListingError as error:
            raise RefusalError(400, "ValidationError", str(error)) from error
        return Reply(status=200, body=event.page(listing, asked.window))

    def _authorize(self, asked: Asked) -> None:
        account = self.tokens.account(asked.headers.get("Authorization", ""))
        if account is None:
            raise RefusalError(401, "unauthorized", "The access token is missing, unknown or expired")
        if asked.headers.get("x-kiwify-account-id") != account:
            raise RefusalError(401, "unauthorized", "x-kiwify-account-id is not the account of the token")

    def _keep_pace(self) -> None:
        if not self.pace.allow():
            # Without Retry-After: Kiwify documents none.
            raise RefusalError(429, "TooManyRequests", f"More than {self.pace.calls_per_minute} calls in a minute")

    def _event(self, path: str) -> Listed:
        match = PARTICIPANTS_PATH.fullmatch(path)
        event = self.events.get(match[1]) if match else None
        if event is None:
            raise RefusalError(404, "NotFound", "There is no such product in this account")
        return event


def _only(method: str, asked: Asked) -> None:
    if asked.method != method:
        raise RefusalError(405, "MethodNotAllowed", f"{asked.path} answers {method} only")


def _form(asked: Asked) -> dict[str, str]:
    if asked.headers.get_content_type() != FORM:
        raise RefusalError(400, "auth_error", f"Send client_id and client_secret as {FORM}")
    return dict(parse_qsl(asked.body.decode("utf-8", "replace")))
