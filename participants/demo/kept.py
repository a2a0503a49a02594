"""What the demo makes up once and keeps: a later start shows the same people and takes the same passwords."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

CONSONANTS, VOWELS = "bcdfglmnprstv", "aeiou"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """`sold_until`, in ISO 8601, is when the stand-in Kiwify made its last sale: all its dates hang on it."""

    secret_key: str
    sold_until: str
    passwords: dict[str, str]

    @classmethod
    def made_up(cls, people: Iterable[str]) -> Self:
        return cls(
            secret_key=secrets.token_urlsafe(50),
            sold_until=datetime.now(UTC).isoformat(timespec="seconds"),
            passwords={name: password() for name in people},
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls(**json.loads(path.read_text()))

    def write(self, path: Path) -> None:
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=2) + "\n")


def password() -> str:
    """Six syllables: easy to read out and to type on a tablet, and one of 75 billion."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(6)]
    return "-".join(map("".join, zip(syllables[::2], syllables[1::2], strict=True)))
