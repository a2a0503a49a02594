"""Kiwify accounts: which one to use, and what its clients share in the database across threads and machines."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .kiwify.client import Client
from .kiwify.http import Patience
from .kiwify.token import Token
from .models import Account, KiwifyCall

A_MINUTE = timedelta(minutes=1)
LONGEST_MINTING = timedelta(seconds=40)
# Of the calls of a minute: what reads leave to look-ups at the door.
FOR_THE_DOOR = 1 / 6
# Somebody at the door is waiting: for so long nobody asks again after an answer that did not come.
SILENCE = timedelta(seconds=30)


class NoAccount(Exception):
    """There is no Kiwify account to read with; the message says how to connect one."""


class DatabaseKeeper:
    """A `kiwify.token.Keeper` whose memory is the account's row and its calls of the last minute.

    `leaves` is the share of the account's calls that stays free for what matters more.
    """

    def __init__(self, account: Account, leaves: float = 0.0) -> None:
        self._account_pk = account.pk
        self._leaves = leaves

    def token(self) -> Token | None:
        account = self._row().get()
        if not account.token or account.token_expires_at is None:
            return None
        return Token(value=account.token, expires_at=account.token_expires_at)

    def keep_token(self, token: Token) -> None:
        self._row().update(token=token.value, token_expires_at=token.expires_at)

    def claim_minting(self) -> bool:
        now = timezone.now()
        free = Q(minting_until=None) | Q(minting_until__lt=now) | Q(minting_until__gt=now + 2 * LONGEST_MINTING)
        return bool(self._row().filter(free).update(minting_until=now + LONGEST_MINTING))

    def end_minting(self) -> None:
        self._row().update(minting_until=None)

    def reserve_call(self) -> float:
        limit: int = max(1, round(settings.KIWIFY_CALLS_PER_MINUTE * (1 - self._leaves)))
        with transaction.atomic():
            self._row().select_for_update().get()  # one booking at a time
            now = timezone.now()
            calls = KiwifyCall.objects.filter(account=self._account_pk)
            # Calls from the future were booked before a clock was set back.
            calls.filter(Q(at__lte=now - A_MINUTE) | Q(at__gt=now + A_MINUTE)).delete()
            booked = list(calls.order_by("at").values_list("at", flat=True))
            if len(booked) < limit:
                calls.create(account_id=self._account_pk, at=now)
                return 0.0
            frees = booked[len(booked) - limit] + A_MINUTE
            return max(0.05, (frees - now).total_seconds())

    def _row(self) -> QuerySet[Account]:
        return Account.objects.filter(pk=self._account_pk)


def client_for(
    account: Account,
    patience: Patience = Patience(),
    sleep: Callable[[float], None] = time.sleep,
    *,
    leaves: float = FOR_THE_DOOR,
) -> Client:
    """A client that reads as this account and shares its token and limit with every other.

    `leaves` is the share of the minute's calls it never touches: one in six is for look-ups at the door.
    """
    return Client(
        base_url=settings.KIWIFY_API_URL,
        account_id=account.account_id,
        client_id=account.client_id,
        client_secret=account.client_secret,
        keeper=DatabaseKeeper(account, leaves),
        patience=patience,
        sleep=sleep,
    )


def webhook_tokens(account: Account) -> list[str]:
    """The tokens that sign this account's webhooks: its own, the one before, and the environment's; "" is none."""
    is_default = account.account_id == settings.KIWIFY_ACCOUNT_ID
    return [account.webhook_token, account.webhook_token_before, settings.KIWIFY_WEBHOOK_TOKEN if is_default else ""]


def is_silent(account: Account) -> bool:
    """Whether Kiwify is known to give this account no answer at the moment."""
    now = timezone.now()
    return account.silent_until is not None and now < account.silent_until <= now + 2 * SILENCE


def heard_from_kiwify(account: Account) -> None:
    """Kiwify answered this account; written only where it was silent before."""
    if account.silent_until is not None:
        account.silent_until = None
        Account.objects.filter(pk=account.pk).update(silent_until=None)


def not_heard_from_kiwify(account: Account) -> None:
    account.silent_until = timezone.now() + SILENCE
    Account.objects.filter(pk=account.pk).update(silent_until=account.silent_until)


def default_account() -> Account:
    """The account of the environment, kept in step with it; else the only one there is. Raises NoAccount."""
    if settings.KIWIFY_ACCOUNT_ID:
        return _account_of_the_environment()
    accounts = list(Account.objects.all()[:2])
    if len(accounts) == 1:
        return accounts[0]
    if accounts:
        raise NoAccount(_("There are several Kiwify accounts. Say which one with --account ACCOUNT_ID."))
    raise NoAccount(
        _("No Kiwify account is connected. Set KIWIFY_CLIENT_ID, KIWIFY_CLIENT_SECRET and KIWIFY_ACCOUNT_ID, "
          "or add an account in the admin.")
    )  # fmt: skip


def _account_of_the_environment() -> Account:
    account, created = Account.objects.get_or_create(
        account_id=settings.KIWIFY_ACCOUNT_ID,
        defaults={
            "name": "Kiwify",
            "client_id": settings.KIWIFY_CLIENT_ID,
            "client_secret": settings.KIWIFY_CLIENT_SECRET,
        },
    )
    key = (settings.KIWIFY_CLIENT_ID, settings.KIWIFY_CLIENT_SECRET)
    if not created and (account.client_id, account.client_secret) != key:
        account.client_id, account.client_secret = key
        account.token, account.token_expires_at = "", None
        account.save()
    return account
