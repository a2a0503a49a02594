"""What is heard of: verdicts, look-ups at Kiwify, errors, and waits for the database."""

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from .. import happenings
from ..models import CheckIn, Source
from . import measures
from .lines import describe

logger = logging.getLogger(__name__)


def listen() -> None:
    happenings.verdict_kept.connect(hear_verdict)
    happenings.look_up_began.connect(hear_look_up_begin)
    happenings.look_up_ended.connect(hear_look_up_end)
    got_request_exception.connect(hear_error)
    connection_created.connect(time_writers)


def hear_verdict(row: CheckIn, **_: Any) -> None:
    event = row.checkpoint.event.slug
    with measures.at_no_cost():
        measures.verdicts.labels(event, row.result, row.source).inc()
        if row.source == Source.OFFLINE:
            measures.replay_delay_seconds.observe(max(0.0, (row.recorded_at - row.happened_at).total_seconds()))
    facts = {"event": event, "checkpoint": row.checkpoint_id, "verdict": row.result, "source": row.source}
    if row.detail:
        facts["detail"] = row.detail
    if row.tablet_id:
        facts["tablet"] = row.tablet_id
    logger.info("Verdict.", extra={"facts": facts})


def hear_look_up_begin(**_: Any) -> None:
    with measures.at_no_cost():
        measures.look_ups_waiting.inc()


def hear_look_up_end(answer: str, seconds: float, **_: Any) -> None:
    with measures.at_no_cost():
        measures.look_ups_waiting.dec()
        measures.look_up_seconds.labels(answer).observe(seconds)


def hear_error(**_: Any) -> None:
    problem = sys.exception()
    if problem is None:
        return
    with measures.at_no_cost():
        measures.errors.labels(describe(problem).partition(":")[0]).inc()
    logger.error("A request broke.", exc_info=problem)


def time_writers(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite" and _time_begin not in connection.execute_wrappers:
        connection.execute_wrappers.append(_time_begin)


def _time_begin(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if not sql.startswith("BEGIN"):
        return execute(sql, params, many, context)
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        with measures.at_no_cost():
            measures.write_wait_seconds.observe(time.perf_counter() - began)
