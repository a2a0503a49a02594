"""What happens when a scan arrives: what it may be, and the verdict. A code that nobody has here is asked of Kiwify
once before that, so that a ticket bought a minute ago gets in; nobody at the door waits longer than two seconds.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue
from uuid import UUID

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from . import door, happenings, scanned
from .accounts import client_for, is_silent, not_heard_from_kiwify
from .by_hand import Columns, objects
from .door import Claim
from .kiwify.errors import KiwifyError, NotFound, Refused
from .kiwify.http import Patience
from .models import CheckIn, Checkpoint, Detail, Event, Source, Tablet
from .sync import take_in_code

logger = logging.getLogger(__name__)

LONGEST_LOOK_UP = 2.0
IMPATIENT = Patience(attempts=1, connect=1, read=1.5, whole_answer=1.8, longest_wait=0)
# What Kiwify did not know is not asked again at once: a forged code must not use up the calls of all.
ASKED_LATELY = timedelta(seconds=30)
CODE_READ = Columns("c", CheckIn, "id", "code")
BEFORE = f"SELECT {CODE_READ} FROM {CheckIn._meta.db_table} c WHERE c.id = %s"  # noqa: S608
AT_ONCE = threading.BoundedSemaphore(4)


def receive(
    text: str,
    *,
    id: UUID,
    checkpoint: Checkpoint,
    person: User | None,
    now: datetime,
    happened_at: datetime | None = None,
    tablet: Tablet | None = None,
    overrule: str = "",
) -> CheckIn:
    """The verdict on a scanned text, as `door.check_in` gives it; it says what Kiwify said if it was asked.

    Raises door.IdReused.
    """
    claim = claim_of(checkpoint, text)
    if not claim.holders or len(scanned.may_be(text)) > 1:
        claim = _claim_before(id, text) or claim
    if claim.holders == ():
        claim = _after_asking_kiwify(checkpoint, claim)
    return door.check_in(
        claim,
        id=id,
        checkpoint=checkpoint,
        person=person,
        source=Source.SCAN,
        now=now,
        happened_at=happened_at,
        tablet=tablet,
        overrule=overrule,
    )


def _claim_before(id: UUID, text: str) -> Claim | None:
    """The claim that this scan was before, where it is sent again: whose it is may have become known since."""
    for (before,) in objects(BEFORE, [id], CODE_READ):
        if before.code and before.code in scanned.may_be(text):
            return Claim(code=before.code)
    return None


def claim_of(checkpoint: Checkpoint, text: str) -> Claim:
    """Who a scanned text is about: the holders of the first code in it that anybody has.

    Where nobody here has one, the other event of the same account whose ticket it is, if there is any.
    """
    codes = scanned.may_be(text)
    for code in codes:
        if claim := door.claim_by_code(checkpoint, code):
            return claim
    return door.claim_elsewhere(checkpoint.event, codes) or Claim(code=codes[0], holders=())


def _after_asking_kiwify(checkpoint: Checkpoint, claim: Claim) -> Claim:
    if claim.elsewhere or not scanned.is_code(claim.code):
        return claim
    said = _look_up_told(checkpoint.event, claim.code)
    found = door.claim_by_code(checkpoint, claim.code) if said == Detail.FOUND else None
    return replace(found or claim, asked=said)


def _look_up_told(event: Event, code: str) -> Detail:
    began = time.perf_counter()
    happenings.look_up_began.send_robust(sender=None)
    said = Detail.NO_ANSWER
    try:
        said = _look_up(event, code)
    finally:
        seconds = time.perf_counter() - began
        happenings.look_up_ended.send_robust(sender=None, answer=said, seconds=seconds)
    return said


def _look_up(event: Event, code: str) -> Detail:
    """What Kiwify says of a code; a ticket that it knows is here afterwards."""
    account = event.account
    if _asked_lately(event, code):
        return Detail.NOT_FOUND
    if is_silent(account):
        return Detail.NO_ANSWER
    client = client_for(account, IMPATIENT, leaves=0.0, is_look_up=True)
    try:
        found = _within(LONGEST_LOOK_UP, partial(take_in_code, event, code.upper(), client=client))
    except (KiwifyError, TimeoutError) as problem:
        logger.warning("Kiwify was asked for a code in vain: %s", problem or "it took too long")
        if client.calls and not isinstance(problem, NotFound | Refused):
            not_heard_from_kiwify(account)
        return Detail.NO_ANSWER
    except Exception:
        logger.exception("A look-up at Kiwify went wrong; the door goes on without it.")
        return Detail.NO_ANSWER
    return Detail.FOUND if found else Detail.NOT_FOUND


def _asked_lately(event: Event, code: str) -> bool:
    lately = timezone.now() - ASKED_LATELY
    return event.check_ins.filter(code=code, detail=Detail.NOT_FOUND, recorded_at__gt=lately).exists()


def _within(seconds: float, work: Callable[[], bool]) -> bool:
    """The result of `work`, or what it raises. After so many seconds TimeoutError: it ends by itself, unheard.

    No timeout of a connection bounds the whole of a call: looking up a host name has none.
    """
    if not AT_ONCE.acquire(blocking=False):
        raise TimeoutError
    outcome: SimpleQueue[bool | Exception] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put(work())
        except Exception as problem:  # raised again where it is waited for
            outcome.put(problem)
        finally:
            connection.close()
            AT_ONCE.release()

    threading.Thread(target=run, name="look-up at Kiwify", daemon=True).start()
    try:
        result = outcome.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(result, Exception):
        raise result
    return result
