"""Who may call: fixed demo credentials, and bearer tokens that are real JWTs."""

import secrets
import time
from dataclasses import dataclass

import jwt

SCOPE = "stats products events sales financial affiliates webhooks"


@dataclass(frozen=True, kw_only=True)
class Credentials:
    client_id: str
    client_secret: str
    account_id: str


DEMO_CREDENTIALS = Credentials(
    client_id="sandbox-client",
    client_secret="sandbox-secret",  # noqa: S106
    account_id="sandbox-account",
)


class Tokens:
    """Mints tokens and knows its own. Change `lifetime` (seconds) for short-lived or already expired ones."""

    def __init__(self, *, lifetime: int = 86_400, expires_in_number: bool = False) -> None:
        self.lifetime = lifetime
        self.expires_in_number = expires_in_number
        self.forget()

    def forget(self) -> None:
        """No token minted so far is known any more: the next call with one gets a 401."""
        self._key = secrets.token_bytes(32)

    def mint(self, account_id: str) -> dict[str, str | int]:
        now = int(time.time())
        claims = {"sub": account_id, "iat": now, "exp": now + self.lifetime, "jti": secrets.token_hex(8)}
        return {
            "access_token": jwt.encode(claims, self._key, algorithm="HS256"),
            "token_type": "Bearer",
            "expires_in": self.lifetime if self.expires_in_number else str(self.lifetime),
            "scope": SCOPE,
        }

    def account(self, authorization: str) -> str | None:
        """The account an Authorization header speaks for; None if it is missing, unknown or expired."""
        scheme, _, token = authorization.partition(" ")
        try:
            claims = jwt.decode(token.strip(), self._key, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return None
        return str(claims["sub"]) if scheme.lower() == "bearer" else None
