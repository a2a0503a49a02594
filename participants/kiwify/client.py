"""The client of Kiwify's one events endpoint. Sources: kiwify.md and the published page.

Base address, two headers and form-urlencoded token as documented; pages of 100, the most Kiwify allows.
Every failure is one of errors.py. GETs that may succeed later are tried again; the token is minted once for
everybody; each call is booked with the keeper first, so that an account stays within its limit everywhere.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from urllib.parse import quote

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from .errors import CredentialsDead, KiwifyError, NotUnderstood, RateLimited, Refused, TokenStale, Unavailable
from .http import Answer, Patience, as_given, exchange, session_for
from .token import Keeper, Token, parse_token
from .wire import Page, parse_page

PAGE_SIZE = 100
SMALLER_PAGES = (50, 20, 10)
MOST_PAGES = 10_000
WAIT_FOR_ANOTHER_MINTER = 30.0


@dataclass(frozen=True, slots=True)
class Filter:
    """Every query parameter of the published page but the paging. None leaves one out.

    `checked_in=False` lists only those not checked in, so a full list leaves it out. Dates are aware datetimes.
    """

    checked_in: bool | None = None
    created_at_start_date: datetime | None = None
    created_at_end_date: datetime | None = None
    updated_at_start_date: datetime | None = None
    updated_at_end_date: datetime | None = None
    external_id: str | None = None
    batch_id: str | None = None
    phone: str | None = None
    cpf: str | None = None
    order_id: str | None = None

    def as_query(self) -> dict[str, str]:
        return {name: _as_parameter(value) for name, value in asdict(self).items() if value is not None}


EVERYBODY = Filter()


class Client:
    def __init__(
        self,
        *,
        base_url: str,
        account_id: str,
        client_id: str,
        client_secret: str,
        keeper: Keeper,
        patience: Patience = Patience(),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._account_id = account_id
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._keeper = keeper
        self._patience = patience
        self._sleep = sleep
        self._threads = threading.local()
        self.calls = 0

    def pages(self, product_id: str, wanted: Filter = EVERYBODY) -> Iterator[Page]:
        """Every page of an event's participants, in Kiwify's order, until an empty or a short one.

        The same person may be listed twice: deduplicating is the reader's work. Raises KiwifyError.
        """
        page, size = self._first_page(product_id, wanted)
        yield page
        for number in range(2, MOST_PAGES + 1):
            # Kiwify may hand out less than was asked for: a page is short by its own word.
            if not page.participants or len(page.participants) < min(size, page.size or size):
                return
            before, page = page, self.page(product_id, wanted, number=number, size=size)
            if page.participants and page.participants == before.participants:
                raise NotUnderstood("Kiwify sends the same page again and again.")
            yield page
        raise NotUnderstood("Kiwify's list has no end.")

    def page(self, product_id: str, wanted: Filter = EVERYBODY, *, number: int = 1, size: int = PAGE_SIZE) -> Page:
        """One page of participants; `number` starts at 1 and `size` is at most 100. Raises KiwifyError."""
        query = wanted.as_query() | {"page_number": str(number), "page_size": str(size)}
        return parse_page(self._get(f"/events/{quote(product_id, safe='')}/participants", query))

    def _first_page(self, product_id: str, wanted: Filter) -> tuple[Page, int]:
        """The first page and the size of all: smaller where Kiwify should refuse pages of 100."""
        try:
            return self.page(product_id, wanted), PAGE_SIZE
        except Refused as refusal:
            for size in SMALLER_PAGES:
                with suppress(Refused):
                    return self.page(product_id, wanted, size=size), size
            raise refusal from None

    def check_credentials(self) -> None:
        """Mint a token now, whatever is kept. Raises CredentialsDead, or any other KiwifyError."""
        self._keeper.keep_token(self._mint())

    def _get(self, path: str, query: Mapping[str, str]) -> object:
        for attempt in Retrying(
            stop=stop_after_attempt(self._patience.attempts),
            retry=retry_if_exception(self._may_pass),
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        ):
            with attempt:
                return self._get_once(path, query)
        raise AssertionError("tenacity returns or raises")

    def _get_once(self, path: str, query: Mapping[str, str]) -> object:
        token = self._usable_token()
        answer = self._call_with(token, path, query)
        if answer.status == 401:
            answer = self._call_with(self._usable_token(instead_of=token), path, query)
        if answer.status == 401:
            raise TokenStale("Kiwify refuses a fresh token. The account id does not belong to this key.")
        answer.raise_for_status()
        return answer.json()

    def _call_with(self, token: Token, path: str, query: Mapping[str, str]) -> Answer:
        headers = {"Authorization": f"Bearer {token.value}", "x-kiwify-account-id": self._account_id}
        return self._call("GET", path, params=query, headers=headers)

    def _usable_token(self, *, instead_of: Token | None = None) -> Token:
        gives_up = time.monotonic() + WAIT_FOR_ANOTHER_MINTER
        while time.monotonic() < gives_up:
            if token := self._kept_token(instead_of):
                return token
            if self._keeper.claim_minting():
                return self._mint_for_everybody(instead_of)
            self._sleep(0.1)
        raise Unavailable("Another process has been renewing Kiwify's token for too long.")

    def _kept_token(self, instead_of: Token | None) -> Token | None:
        token = self._keeper.token()
        if token is None or not token.is_fresh(datetime.now(UTC)):
            return None
        return token if instead_of is None or token.value != instead_of.value else None

    def _mint_for_everybody(self, instead_of: Token | None) -> Token:
        try:
            # Somebody may have finished minting between our look and our claim.
            if token := self._kept_token(instead_of):
                return token
            token = self._mint()
            self._keeper.keep_token(token)
            return token
        finally:
            self._keeper.end_minting()

    def _mint(self) -> Token:
        answer = self._call("POST", "/oauth/token", data=self._credentials)
        if answer.status in (400, 401):
            raise CredentialsDead("Kiwify refuses this client id and secret. Make a new API key in Kiwify.")
        answer.raise_for_status()
        return parse_token(answer.json(), now=datetime.now(UTC))

    def _call(self, method: str, path: str, **parts: Mapping[str, str]) -> Answer:
        self._book_a_call()
        self.calls += 1
        request = requests.Request(method, self._base_url + path, auth=as_given, **parts)
        return exchange(self._session(), request, self._patience)

    def _book_a_call(self) -> None:
        waited = 0.0
        while wait := self._keeper.reserve_call():
            waited += wait
            if waited > self._patience.longest_wait:
                raise RateLimited("The minute's calls to Kiwify are used up here.", retry_after=wait)
            self._sleep(wait)

    def _session(self) -> requests.Session:
        if not hasattr(self._threads, "session"):
            self._threads.session = session_for(self._patience)
            self._threads.session.headers.update({"Accept": "application/json", "Accept-Encoding": "identity"})
        session: requests.Session = self._threads.session
        return session

    def _may_pass(self, problem: BaseException) -> bool:
        if isinstance(problem, RateLimited) and (problem.retry_after or 0) > self._patience.longest_wait:
            return False
        return isinstance(problem, KiwifyError) and not problem.permanent


_backing_off = wait_exponential_jitter(multiplier=0.5, max=20, jitter=0.5)


def _wait(state: RetryCallState) -> float:
    problem = state.outcome.exception() if state.outcome else None
    if isinstance(problem, RateLimited):
        # Without Retry-After, wait long enough for Kiwify's minute to move on.
        return 5 + _backing_off(state) if problem.retry_after is None else problem.retry_after + 0.1
    return _backing_off(state)


def _as_parameter(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return str(value)
