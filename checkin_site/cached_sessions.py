"""Sessions that stand in the database, with copies in the cache that all machines share."""

from typing import Any, override

from django.contrib.sessions.backends import db
from django.core.cache import cache

COPIES_LAST = 60


class SessionStore(db.SessionStore):
    """Who signs out is signed out at once; where the cache could not be told, a copy may last for its minute."""

    @override
    def load(self) -> dict[str, Any]:
        copy = cache.get(self._place)
        if copy and isinstance(copy, dict):
            return copy
        if known := super().load():
            cache.set(self._place, known, COPIES_LAST)
        return known

    @override
    def save(self, must_create: bool = False) -> None:
        super().save(must_create)
        cache.set(self._place, dict(self.items()), COPIES_LAST)

    @override
    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        cache.delete(f"session-{session_key or self.session_key}")

    @property
    def _place(self) -> str:
        return f"session-{self.session_key}"
