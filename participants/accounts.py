"""Kiwify accounts: which one to use, and what its clients share in the database across threads and machines."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .kiwify.client import Client
from .kiwify.http import Patience
from .kiwify.token import Keeper, Token
from .models import Account, KiwifyCall

A_MINUTE = timedelta(minutes=1)
LONGEST_MINTING = timedelta(seconds=40)
# Of the calls of a minute: what reads leave to look-ups at the door, and what these never pass.
FOR_THE_DOOR = 1 / 6
MOST_LOOK_UPS = 1 / 3
# Somebody at the door is waiting: for so long nobody asks again after an answer that did not come.
SILENCE = timedelta(seconds=30)


class NoAccount(Exception):
    """There is no Kiwify account to read with; the message says how to connect one."""


class DatabaseKeeper:
    """A `kiwify.token.Keeper` whose memory is the account's row and its calls of the last minute.

    `leaves` is the share of the account's calls that stays free for what matters more. Look-ups at the door leave
    none, but have a share of their own that they never pass: forged codes must not keep the reads from Kiwify.
    """

    def __init__(self, account: Account, leaves: float = 0.0, *, is_look_up: bool = False) -> None:
        self._account_pk = account.pk
        self._leaves = leaves
        self._is_look_up = is_look_up

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
        with transaction.atomic():
            self._row().select_for_update(no_key=True).get()  # one booking at a time
            now = timezone.now()
            calls = KiwifyCall.objects.filter(account=self._account_pk)
            # Calls from the future were booked before a clock was set back.
            calls.filter(Q(at__lte=now - A_MINUTE) | Q(at__gt=now + A_MINUTE)).delete()
            booked = list(calls.order_by("at").values_list("at", "is_look_up"))
            wait = max(
                _wait([at for at, _is_look_up in booked], 1 - self._leaves, now), self._wait_for_own(booked, now)
            )
            if not wait:
                calls.create(account_id=self._account_pk, at=now, is_look_up=self._is_look_up)
            return wait

    def _wait_for_own(self, booked: list[tuple[datetime, bool]], now: datetime) -> float:
        if not self._is_look_up:
            return 0.0
        return _wait([at for at, is_look_up in booked if is_look_up], MOST_LOOK_UPS, now)

    def _row(self) -> QuerySet[Account]:
        return Account.objects.filter(pk=self._account_pk)


def _wait(booked: list[datetime], share: float, now: datetime) -> float:
    """Seconds until one more call fits into this share of a minute's; 0.0 where it fits now."""
    limit: int = max(1, round(settings.KIWIFY_CALLS_PER_MINUTE * share))
    if len(booked) < limit:
        return 0.0
    return max(0.05, (booked[len(booked) - limit] + A_MINUTE - now).total_seconds())


def client_for(
    account: Account,
    patience: Patience = Patience(),
    sleep: Callable[[float], None] = time.sleep,
    *,
    leaves: float = FOR_THE_DOOR,
    is_look_up: bool = False,
    keeper: Keeper | None = None,
) -> Client:
    """A client that reads as this account and shares its token and limit with every other.

    `leaves` is the share of the minute's calls it never touches: one in six is for look-ups at the door. Another
    `keeper` shares neither.
    """
    return Client(
        base_url=settings.KIWIFY_API_URL,
        account_id=account.account_id,
        client_id=account.client_id,
        client_secret=account.client_secret,
        keeper=keeper or DatabaseKeeper(account, leaves, is_look_up=is_look_up),
        patience=patience,
        sleep=sleep,
    )


def webhook_tokens(account: Account) -> list[str]:
    """The tokens that sign this account's webhooks: its own, the one before, and the environment's; "" is none."""
    is_default = account.account_id == settings.KIWIFY_ACCOUNT_ID
    return [account.webhook_token, account.webhook_token_before, settings.KIWIFY_WEBHOOK_TOKEN if is_default else ""]


def note_webhook(account: Account, now: datetime) -> None:
    """One of this account's webhooks came, and is really Kiwify's. Written down once a minute at most."""
    lately = account.webhook_heard_at and abs(now - account.webhook_heard_at) < A_MINUTE
    if not lately:
        Account.objects.filter(pk=account.pk).update(webhook_heard_at=now)


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
