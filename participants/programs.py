"""Programs that read an event from us as they would from Kiwify: their keys, their tokens and their limit."""

import hashlib
import secrets
from datetime import datetime, timedelta

import jwt
from django.conf import settings
from django.db.models import Case, F, Q, When
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import ApiClient, Event

TOKEN_LIFE = timedelta(hours=24)
CALLS_PER_MINUTE = 100
# Wrong secrets count as calls, but whoever knows only the id must not use up the program's whole minute.
WRONG_SECRETS_PER_MINUTE = 20


class WrongKeyError(Exception):
    """No active program has this id and this secret."""


class TooManyCallsError(Exception):
    """The program's calls of this minute are used up; the next minute starts in `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


def create_program(*, name: str, event: Event) -> tuple[ApiClient, str]:
    """A new program that may read this event, and its secret, kept nowhere. Raises ValidationError."""
    secret = secrets.token_hex(32)
    program = ApiClient(name=name, event=event, client_id=secrets.token_hex(16), secret_hash=_hash(secret))
    program.full_clean()
    program.save()
    return program, secret


def program_with_key(client_id: str, secret: str, *, now: datetime) -> ApiClient:
    """The active program that has this key. To ask is one of its calls, with a wrong secret too.

    Raises WrongKeyError and TooManyCallsError. An unknown id is not counted: it has no secret to be guessed.
    """
    program = _active(client_id)
    if program is None:
        raise WrongKeyError
    if not constant_time_compare(_hash(secret), program.secret_hash):
        _book(program, now, WRONG_SECRETS_PER_MINUTE)
        raise WrongKeyError
    _book(program, now, CALLS_PER_MINUTE)
    return program


def mint_token(program: ApiClient, *, now: datetime) -> str:
    """A JWT that names the program for TOKEN_LIFE from `now`; each call asks whether it is still active."""
    claims = {"sub": program.client_id, "exp": now + TOKEN_LIFE}
    return jwt.encode(claims, _signing_key(settings.SECRET_KEY), algorithm="HS256")


def program_of(token: str) -> ApiClient | None:
    """The active program a token names, with its event and account; None for a token not ours, or expired."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            claims = jwt.decode(token, _signing_key(key), algorithms=["HS256"], options={"require": ["sub", "exp"]})
        except jwt.InvalidTokenError:
            continue
        return _active(claims["sub"])
    return None


def count_call(program: ApiClient, *, now: datetime) -> None:
    """Count one call of the program in the minute of `now`. Raises TooManyCallsError."""
    _book(program, now, CALLS_PER_MINUTE)


def _book(program: ApiClient, now: datetime, most: int) -> None:
    # One conditional UPDATE: the database counts, so that all processes together keep to the limit.
    minute = now.replace(second=0, microsecond=0)
    this_minute = Q(minute=minute)
    room = ApiClient.objects.filter(~this_minute | Q(calls_in_minute__lt=most), pk=program.pk)
    calls = Case(When(this_minute, then=F("calls_in_minute") + 1), default=1)
    if not room.update(minute=minute, calls_in_minute=calls):
        raise TooManyCallsError(retry_after=60 - now.second)


def _active(client_id: str) -> ApiClient | None:
    if "\x00" in client_id:  # which PostgreSQL refuses to look for
        return None
    programs = ApiClient.objects.select_related("event__account")
    return programs.filter(client_id=client_id, is_active=True).first()


def _hash(secret: str) -> str:
    # Our secrets are 256 random bits, which no list of passwords holds: a slow hash would protect nothing and
    # cost every token a tenth of a second. Without SECRET_KEY in it, keys outlive that key's rotation.
    return hashlib.sha256(secret.encode()).hexdigest()


def _signing_key(secret_key: str) -> bytes:
    """A key for tokens alone: what else is signed with SECRET_KEY can never pass for one."""
    return salted_hmac("portaria tokens of programs", "", secret=secret_key, algorithm="sha256").digest()
