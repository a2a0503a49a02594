"""Where the stand-in Kiwify announces its sales, and how: a signed POST, tried up to five times."""

import hmac
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

import requests

from .index import compact_json

TRIES = 5
TIMEOUT_SECONDS = 40  # both from kiwify.md


@dataclass(frozen=True)
class Webhook:
    """An address and the token to sign with; without a token the key is empty, as at Kiwify.

    Raises ValueError for an address that is not of the web.
    """

    url: str
    token: str = field(default="", repr=False)
    timeout: float = TIMEOUT_SECONDS

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            raise ValueError(f"{self.url!r} is not an address for a webhook")

    def send(self, sale: object) -> int:
        """Announce a sale with its signature in the query. Returns as `post` does."""
        body = compact_json(sale)
        return self.post(body, url=with_signature(self.url, self.sign(body)))

    def send_wrapped(self, sale: object) -> int:
        """Announce it as some receivers report: {url, signature, order}, signed over the order alone."""
        signature = self.sign(compact_json(sale))
        return self.post(compact_json({"url": self.url, "signature": signature, "order": sale}), url=self.url)

    def sign(self, body: bytes) -> str:
        return hmac.new(self.token.encode(), body, "sha1").hexdigest()

    def post(self, body: bytes, *, url: str) -> int:
        """Send until a status is 2xx, up to five times; the last status, 0 if nobody answered."""
        status = 0
        for _ in range(TRIES):
            status = self._try(body, url)
            if 200 <= status < 300:
                break
        return status

    def _try(self, body: bytes, url: str) -> int:
        headers = {"Content-Type": "application/json"}
        with requests.Session() as session:
            session.trust_env = False  # neither a proxy nor a .netrc of this machine is Kiwify's
            try:
                reply = session.post(url, data=body, headers=headers, timeout=self.timeout, allow_redirects=False)
            except requests.RequestException:
                return 0
            return reply.status_code


def with_signature(url: str, signature: str) -> str:
    """The address with `signature` behind whatever its query holds already."""
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, f"signature={signature}"]))
    return urlunsplit(parts._replace(query=query, fragment=""))
