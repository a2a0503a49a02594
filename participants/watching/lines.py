"""How a log line is written: as one JSON object, or as words. Neither ever holds people's data.

What Portaria says itself is clean where it is said. What libraries say may repeat what somebody typed, so that of their
lines only the numbers are kept; and the words of an error may hold a row, so that it is told by its name, its
database's code and where it happened.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, override

from ..kiwify.errors import KiwifyError
from ..storage import code_of
from .request_id import request_id

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = "…"
OF_WORKERS = ("Worker ", "WORKER ", "Exception in worker", "Shutting down", "Reason")


class JsonLines(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_facts(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        facts = _facts(record)
        words = [str(facts.pop(name)) for name in ("time", "level", "logger", "message")]
        trace = facts.pop("trace", [])
        words += [f"{name}={value}" for name, value in facts.items()]
        return "\n    ".join([" ".join(words), *trace])


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _message(record),
    }
    if request := request_id.get():
        facts["request"] = request
    facts |= getattr(record, "facts", {})
    if record.exc_info and record.exc_info[1]:
        problem = record.exc_info[1]
        words = f"{type(problem).__name__}: {problem}" if _is_of_workers(record) else describe(problem)
        facts |= {"error": words, "trace": _trace(problem)}
    return facts


def describe(problem: BaseException) -> str:
    """An error without its words: its name and its database's code. Kiwify's errors have words that are clean."""
    if isinstance(problem, KiwifyError):
        return f"{type(problem).__name__}: {problem}"
    return f"{type(problem).__name__} {code_of(problem)}".rstrip()


def _message(record: logging.LogRecord) -> str:
    text, args = str(record.msg), record.args
    if not _is_clean(record):
        text = _without_what_was_asked(record, text)
    if isinstance(args, tuple):
        args = tuple(_clean(record, arg) for arg in args)
    elif args:
        args = {name: _clean(record, arg) for name, arg in args.items()}
    try:
        return text % args if args else text
    except (TypeError, ValueError, KeyError):  # it wanted a number where it gets what stands for a word
        return text


def _without_what_was_asked(record: logging.LogRecord, text: str) -> str:
    """gunicorn puts half a request behind an address, and Django all of an error where its message goes."""
    problem = record.exc_info[1] if record.exc_info else None
    return describe(problem) if problem and str(problem) == text else text.partition(" from ip=")[0]


def _is_clean(record: logging.LogRecord) -> bool:
    """Our own lines, and those of gunicorn that are of workers and not of requests."""
    return record.name.split(".")[0] == "participants" or _is_of_workers(record)


def _is_of_workers(record: logging.LogRecord) -> bool:
    is_news = record.levelno <= logging.INFO
    return record.name == "gunicorn.error" and (is_news or str(record.msg).startswith(OF_WORKERS))


def _clean(record: logging.LogRecord, arg: object) -> object:
    if isinstance(arg, BaseException) and not _is_of_workers(record):
        return describe(arg)
    return arg if _is_clean(record) or isinstance(arg, int | float) else LEFT_OUT


def _trace(problem: BaseException) -> list[str]:
    frames = traceback.extract_tb(problem.__traceback__)
    return [f"{_within(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _within(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else "/".join(path.parts[-3:])
