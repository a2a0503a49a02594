import threading

from participants.kiwify.token import Token


class MemoryKeeper:
    """A keeper for one process, without a limit: what a client needs when the database is not the subject."""

    def __init__(self) -> None:
        self.kept: Token | None = None
        self.calls = 0
        self._minting = threading.Lock()

    def token(self) -> Token | None:
        return self.kept

    def keep_token(self, token: Token) -> None:
        self.kept = token

    def claim_minting(self) -> bool:
        return self._minting.acquire(blocking=False)

    def end_minting(self) -> None:
        self._minting.release()

    def reserve_call(self) -> float:
        self.calls += 1
        return 0.0
