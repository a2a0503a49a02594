"""The cache that all machines share, where CACHE_URL names one: while it is away it is an empty one."""

import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar, override

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from django.core.signing import JSONSerializer
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

RESTS_FOR = 5.0
# As JSON: what is read from a cache must never be a program.
IMPATIENT = {
    "socket_connect_timeout": 0.3,
    "socket_timeout": 0.3,
    "retry": Retry(NoBackoff(), 0),
    "serializer": "checkin_site.cache.Readable",
}


class Readable(JSONSerializer):
    """JSON; what is none counts as not there, and is written anew."""

    @override
    def loads(self, data: Any) -> Any:
        try:
            return super().loads(data)
        except (ValueError, AttributeError, RecursionError):
            return None


class Dispensable(RedisCache):
    """A Redis that may be gone. After a failure this process leaves it alone for some seconds."""

    _rests_until: ClassVar = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params | {"OPTIONS": IMPATIENT})

    @override
    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._try(lambda: super(Dispensable, self).get(key, default, version), default)

    @override
    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._try(lambda: super(Dispensable, self).set(key, value, timeout, version), None)

    @override
    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._try(lambda: super(Dispensable, self).delete(key, version), False))

    @override
    def has_key(self, key: str, version: int | None = None) -> bool:
        return bool(self._try(lambda: super(Dispensable, self).has_key(key, version), False))

    def _try[T](self, what: Callable[[], T], otherwise: T) -> T:
        if time.monotonic() < Dispensable._rests_until:
            return otherwise
        try:
            return what()
        except (RedisError, OSError, ValueError, TypeError) as problem:  # the last where its answer is no Redis's
            Dispensable._rests_until = time.monotonic() + RESTS_FOR
            logger.warning("The cache is left alone for %g s: %s", RESTS_FOR, problem)
            return otherwise
