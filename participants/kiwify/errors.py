"""What can go wrong with Kiwify, as one tree.

    KiwifyError
    ├── CredentialsDead   client id or secret refused at the token endpoint      permanent
    ├── TokenStale        401 again after a fresh token: the account id is wrong  permanent
    ├── Forbidden         403: the key lacks the `events` scope                   permanent
    ├── NotFound          404: no such event, or it is gone                       permanent
    ├── Refused           any other 4xx: we asked for something Kiwify won't do   permanent
    ├── NotUnderstood     an answer of a shape that kiwify.md does not know       permanent
    ├── RateLimited       429; `retry_after` in seconds where Kiwify said so      passing
    └── Unavailable       no answer, a cut one, a 5xx, or no JSON                 passing

`permanent` means that asking again without a person changing something will not help.
No message holds personal data, a secret or a token.
"""


class KiwifyError(Exception):
    permanent = True
    code = "kiwify_error"


class CredentialsDead(KiwifyError):
    code = "credentials_dead"


class TokenStale(KiwifyError):
    code = "token_stale"


class Forbidden(KiwifyError):
    code = "forbidden"


class NotFound(KiwifyError):
    code = "not_found"


class Refused(KiwifyError):
    code = "refused"


class NotUnderstood(KiwifyError):
    code = "not_understood"


class RateLimited(KiwifyError):
    permanent = False
    code = "rate_limited"

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(KiwifyError):
    permanent = False
    code = "unavailable"
