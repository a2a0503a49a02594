"""Moments as Kiwify writes them: ISO 8601 in UTC, milliseconds, "Z". Written so, they sort as text."""

import re
from datetime import UTC, datetime, timedelta, timezone

ISO_SHAPE = re.compile(r"\d{4}-\d\d-\d\d(T.+)?", re.ASCII)
BRASILIA = timezone(timedelta(hours=-3))  # without summer time since 2019


def utc_now() -> datetime:
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def brasilia(moment: datetime) -> str:
    """As Kiwify's webhooks write it: "2026-11-22 19:30" in Brasília, without an offset."""
    return moment.astimezone(BRASILIA).strftime("%Y-%m-%d %H:%M")


def bound(text: str) -> str:
    """A filter's date as `iso` writes it: a date alone is midnight UTC, a time without an offset is UTC.

    A finer bound is rounded up to the millisecond, which cuts rows dated in whole milliseconds exactly.
    Raises ValueError for anything that is not an ISO date.
    """
    if not ISO_SHAPE.fullmatch(text):
        raise ValueError(text)
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return iso(moment + timedelta(microseconds=-moment.microsecond % 1000))
    except OverflowError as error:
        raise ValueError(text) from error
