"""How the sandbox's people are called, and the e-mail addresses that follow from it."""

import unicodedata
from random import Random

from . import names

# All under .example, which is reserved: no message of ours can ever reach a stranger.
MAIL_DOMAINS = ["correio.example", "caixa-postal.example", "recado.example"]


def surname(rng: Random) -> str:
    """A family name: "Araújo", "dos Santos", "de Aguiar", "D'Ávila", "Villas-Bôas"."""
    roll = rng.random()
    if roll < 0.02:
        return rng.choice(names.APOSTROPHES)
    if roll < 0.035:
        return rng.choice(names.HYPHENS)
    if roll < 0.2:
        return rng.choice(names.WITH_PARTICLE)
    family = rng.choice(names.SURNAMES)
    return f"de {family}" if roll < 0.3 else family


def given_name(rng: Random) -> str:
    roll = rng.random()
    if roll < 0.05:
        return rng.choice(names.COMPOUND)
    kin = rng.choice([names.WOMEN, names.MEN])
    return " ".join(rng.sample(kin, 2)) if roll < 0.3 else rng.choice(kin)


def full_name(rng: Random, family: str) -> str | None:
    """A name as a buyer typed it: tidy, shouted or in lower case; a few foreign, a few missing."""
    roll = rng.random()
    if roll < 0.004:
        return None
    if roll < 0.018:
        return f"{rng.choice(names.FOREIGN_GIVEN)} {rng.choice(names.FOREIGN_SURNAMES)}"
    return _as_typed(rng, f"{given_name(rng)} {_lineage(rng, family)}")


def email(rng: Random, name: str | None) -> str:
    words = _ascii(name or "comprador").split()
    return f"{words[0]}.{words[-1]}{rng.randrange(1000)}@{rng.choice(MAIL_DOMAINS)}"


def company_email(rng: Random) -> str:
    return f"compras@{rng.choice(names.COMPANIES)}.example"


def _lineage(rng: Random, family: str) -> str:
    """The family's name, half the time after the other parent's: "Lima", "Melo Lima", "Melo e Lima"."""
    roll = rng.random()
    if roll < 0.5:
        return family
    joint = " e " if roll > 0.95 and " " not in family else " "
    return f"{rng.choice(names.SURNAMES)}{joint}{family}"


def _as_typed(rng: Random, name: str) -> str:
    roll = rng.random()
    if roll < 0.08:
        return name.upper()
    if roll < 0.13:
        return name.lower()
    if roll < 0.15:
        return f"{name} ({rng.choice(names.NICKNAMES)})"
    return name


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalnum() or letter in " -")
