"""What is logged, and how: for Django and for gunicorn."""

from typing import Any

from environs import Env

from .environment import setting, wrong

FORMATS = {"json": "participants.watching.lines.JsonLines", "plain": "participants.watching.lines.PlainLines"}


def log_format(env: Env) -> str:
    """What LOG_FORMAT says. Raises ImproperlyConfigured."""
    form: str = setting(env.str, "LOG_FORMAT", default="plain", should_be="json or plain")
    if form not in FORMATS:
        raise wrong("LOG_FORMAT", "json or plain")
    return form


def logging_as(form: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": FORMATS[form]}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "stream": "ext://sys.stdout" if form == "json" else "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "participants": {"level": "INFO"},
            "axes": {"level": "ERROR"},
            "gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False},
            # Every request is told once, without its query, by participants.watching.
            "django.request": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": False},
            "gunicorn.access": {"handlers": [], "propagate": False},
        },
    }
