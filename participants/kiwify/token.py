"""Kiwify's access token: how long to trust it, and where it is kept between calls and restarts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import jwt

from .errors import NotUnderstood

RENEW_EARLY = timedelta(minutes=5)
LIFE_WHEN_UNTOLD = timedelta(hours=1)
LONGEST_LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    expires_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        return now < self.expires_at - RENEW_EARLY

    def __repr__(self) -> str:
        return f"Token(expires_at={self.expires_at.isoformat()})"


class Keeper(Protocol):
    """What a client is handed: a memory shared by every thread, process and machine of one Kiwify account."""

    def token(self) -> Token | None:
        """The token kept last, fresh or not."""

    def keep_token(self, token: Token) -> None: ...

    def claim_minting(self) -> bool:
        """True for one caller at a time; a claim ends with `end_minting`, or by itself if its holder died."""

    def end_minting(self) -> None: ...

    def reserve_call(self) -> float:
        """Book one call within the account's limit: 0.0 when booked, else the seconds to wait and ask again."""


def parse_token(body: object, *, now: datetime) -> Token:
    """The answer of POST /oauth/token. Its life is the smaller of expires_in and the JWT's exp.

    expires_in is a number or a numeric string; missing or absurd means one hour (kiwify.md, hedges).
    Raises NotUnderstood.
    """
    value = body.get("access_token") if isinstance(body, dict) else None
    if not isinstance(value, str) or not value or not value.isascii() or not value.isprintable():
        raise NotUnderstood("Kiwify's answer at the token endpoint has no access_token.")
    assert isinstance(body, dict)
    ends = [end for end in (_told_end(body.get("expires_in"), now), _jwt_end(value, now)) if end]
    return Token(value=value, expires_at=min(ends, default=now + LIFE_WHEN_UNTOLD))


def _told_end(expires_in: object, now: datetime) -> datetime | None:
    if isinstance(expires_in, bool) or not isinstance(expires_in, int | float | str):
        return None
    try:
        return _believable(now + timedelta(seconds=float(expires_in)), now)
    except (ValueError, OverflowError):
        return None


def _jwt_end(value: str, now: datetime) -> datetime | None:
    try:
        claims = jwt.decode(value, options={"verify_signature": False, "verify_exp": False})
        return _believable(datetime.fromtimestamp(float(claims["exp"]), UTC), now)
    except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _believable(end: datetime, now: datetime) -> datetime | None:
    return min(end, now + LONGEST_LIFE) if end > now + RENEW_EARLY else None
