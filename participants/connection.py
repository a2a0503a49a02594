"""Trying a Kiwify account's key: a token, and one ticket if the account has an event."""

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from .accounts import client_for
from .kiwify.errors import KiwifyError, NotFound
from .kiwify.http import Patience
from .kiwify_wording import in_words
from .models import Account

# Somebody is waiting for the page.
MOST_EVENTS = 5
IMPATIENT = Patience(attempts=1, connect=3.05, read=5, whole_answer=8, longest_wait=2)


@dataclass(frozen=True, slots=True)
class Connection:
    works: bool
    sentence: str


def try_connection(account: Account) -> Connection:
    """Mint a token, whatever is kept, and read one ticket of each active event; what came of it, in words."""
    if not account.client_secret:
        return Connection(
            False, _("The client secret can no longer be read, as after a new SECRET_KEY. Enter it again.")
        )
    client = client_for(account, IMPATIENT)
    # One that could be read before is the surest test of the key.
    events = account.events.filter(is_active=True).order_by(F("read_at").desc(nulls_last=True), "pk")[:MOST_EVENTS]
    tried = None
    try:
        client.check_credentials()
        for tried in events:
            client.page(tried.product_id, size=1)
    except NotFound as problem:
        return Connection(False, f"{tried}: {in_words(problem)}")
    except KiwifyError as problem:
        return Connection(False, in_words(problem))
    if not events:
        return Connection(True, _("Kiwify accepts the key. Add an event to try the account id and the scope too."))
    names = ", ".join(event.name for event in events)
    return Connection(True, _("All is well: Kiwify accepts the key and lists %(event)s.") % {"event": names})
