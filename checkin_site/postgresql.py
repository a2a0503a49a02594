"""How we speak with PostgreSQL: a database that is cut off, or another machine that is, holds nobody up for long."""

from typing import Any

# Django's own, but for migrations: they make indexes beside the work at the door, and check constraints afterwards.
ENGINE = "django_zero_downtime_migrations.backends.postgres"
# What is sent and not acknowledged, and a line on which nothing comes any more, is given up after seconds; without
# these, after a quarter of an hour. In milliseconds and seconds.
_LINE = {
    "connect_timeout": 2,
    "tcp_user_timeout": 5_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
# The same for the database's side of the line. A machine that vanishes in the midst of a transaction leaves no lock
# for longer, and nobody waits longer for one; none of our transactions pauses for so long.
_SESSION = {
    "tcp_keepalives_idle": "5s",
    "tcp_keepalives_interval": "2s",
    "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "60s",
    "lock_timeout": "5s",
}
# A thread uses one connection. Trying for long only makes the pool wait twice as long before each new try.
_POOL = {"min_size": 1, "max_size": 16, "timeout": 3, "reconnect_timeout": 1}


def options(of_the_address: dict[str, Any]) -> dict[str, Any]:
    """Those of a connection; what the address in DATABASE_URL says counts more."""
    session = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    return {**_LINE, "options": session, "pool": _POOL, **of_the_address}
