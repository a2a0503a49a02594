"""Trying a Kiwify account's key: a token, and one ticket if the account has an event. And trying a product."""

from dataclasses import dataclass
from typing import override

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from .accounts import DatabaseKeeper, client_for
from .kiwify.errors import CredentialsDead, Forbidden, KiwifyError, NotFound, TokenStale
from .kiwify.http import Patience
from .kiwify.token import Keeper, Token
from .kiwify_wording import in_words
from .models import Account, Event

# Somebody is waiting for the page.
MOST_EVENTS = 5
IMPATIENT = Patience(attempts=1, connect=3.05, read=5, whole_answer=8, longest_wait=2)


@dataclass(frozen=True, slots=True)
class Connection:
    """`is_refused`: Kiwify will not have this key, whatever the event."""

    works: bool
    sentence: str
    is_refused: bool = False


class Trial(DatabaseKeeper):
    """A keeper for a key that may turn out wrong: its calls count as the account's, and its token is forgotten."""

    def __init__(self, account: Account) -> None:
        super().__init__(account)
        self._token: Token | None = None

    @override
    def token(self) -> Token | None:
        return self._token

    @override
    def keep_token(self, token: Token) -> None:
        self._token = token

    @override
    def claim_minting(self) -> bool:
        return True

    @override
    def end_minting(self) -> None: ...

    @override
    def reserve_call(self) -> float:
        return super().reserve_call() if self._account_pk else 0.0


def try_connection(
    account: Account, keeper: Keeper | None = None, *, among: QuerySet[Event] | None = None
) -> Connection:
    """Mint a token, whatever is kept, and read one ticket of each active event; what came of it, in words.

    The words name events: only those `among`, where whoever asks may not know of all.
    """
    if not account.client_secret:
        return Connection(
            False, _("The client secret can no longer be read, as after a new SECRET_KEY. Enter it again.")
        )
    client = client_for(account, IMPATIENT, keeper=keeper)
    events = _events_to_try(account.events.all() if among is None else among) if account.pk else Event.objects.none()
    tried = None
    try:
        client.check_credentials()
        for tried in events:
            client.page(tried.product_id, size=1)
    except NotFound as problem:
        return Connection(False, f"{tried}: {in_words(problem)}")
    except KiwifyError as problem:
        is_refused = isinstance(problem, CredentialsDead | TokenStale | Forbidden)
        return Connection(False, in_words(problem), is_refused)
    if not events:
        return Connection(True, _("Kiwify accepts the key. Add an event to try the account id and the scope too."))
    names = ", ".join(event.name for event in events)
    return Connection(True, _("All is well: Kiwify accepts the key and lists %(event)s.") % {"event": names})


def try_product(account: Account, product_id: str) -> int | None:
    """How many tickets Kiwify has issued for a product, None where it does not say. Raises KiwifyError."""
    page = client_for(account, IMPATIENT).page(product_id, size=1)
    return page.totals.issued_tickets


def _events_to_try(events: QuerySet[Event]) -> QuerySet[Event]:
    # One that could be read before is the surest test of the key.
    return events.filter(is_active=True).order_by(F("read_at").desc(nulls_last=True), "pk")[:MOST_EVENTS]
