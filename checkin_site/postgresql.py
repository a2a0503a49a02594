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
# The same for the database's side of the line, and sooner: a machine that vanishes in the midst of a check-in holds
# the tally, for which the whole door waits. Nobody waits longer for a lock than this; no transaction of ours pauses
# for as long as that.
_SESSION = {
    "tcp_user_timeout": "3s",
    "tcp_keepalives_idle": "1s",
    "tcp_keepalives_interval": "1s",
    "tcp_keepalives_count": "2",
    "idle_in_transaction_session_timeout": "20s",
    "lock_timeout": "5s",
    "plan_cache_mode": "force_generic_plan",  # of what is prepared: one plan fits all that may be asked
}
# A thread uses one connection. Trying for long only makes the pool wait twice as long before each new try.
_POOL = {"min_size": 1, "max_size": 16, "timeout": 3, "reconnect_timeout": 1}
# What participants.by_hand asks is prepared at once; nothing else is.
_PLANS = {"prepare_threshold": 0}


def options(of_the_address: dict[str, Any]) -> dict[str, Any]:
    """Those of a connection; what the address in DATABASE_URL says counts more."""
    session = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    return {**_LINE, "options": session, "pool": _POOL, **_PLANS, **of_the_address}
