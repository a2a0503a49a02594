"""Secrets at rest: encrypted with a key derived from SECRET_KEY, readable again after that key is rotated."""

import base64
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that is cipher in the database. Text no key opens reads as "", as if it had never been given."""

    def get_prep_value(self, value: Any) -> Any:
        return _box(*_keys()).encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        if not value:
            return value
        try:
            return _box(*_keys()).decrypt(value.encode()).decode()
        except InvalidToken:
            return ""


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _box(*keys: str) -> MultiFernet:
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portaria secrets at rest").derive(key.encode())
    return base64.urlsafe_b64encode(derived)
