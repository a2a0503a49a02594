"""How settings read the environment: a missing or wrong one stops the start with one sentence."""

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError, EnvNotSetError


def setting(read: Callable[..., Any], name: str, *, should_be: str, **options: Any) -> Any:
    """The value of `name`, or a sentence that names it and never repeats its value."""
    try:
        return read(name, **options)
    except EnvNotSetError:
        raise ImproperlyConfigured(f"The setting {name} is missing. It should be {should_be}.") from None
    except EnvError:
        raise wrong(name, should_be) from None


def wrong(name: str, should_be: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"The setting {name} is wrong. It should be {should_be}.")


def is_hard_to_guess(key: str) -> bool:
    return len(key) >= 50 and len(set(key)) >= 5


def is_web_address(address: str) -> bool:
    return _is_address(address, {"http", "https"})


def is_redis_address(address: str) -> bool:
    return _is_address(address, {"redis", "rediss"})


def _is_address(address: str, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
