import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from participants.kiwify.sandbox.answers import Asked, Reply
from participants.kiwify.sandbox.server import Server


@dataclass
class Receiver:
    """Whoever takes Kiwify's webhooks: keeps what came, and answers with the next status, the last one for ever."""

    url: str = ""
    statuses: list[int] = field(default_factory=lambda: [200])
    headers: dict[str, str] = field(default_factory=dict)
    received: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Reply:
        self.received.append(asked)
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return Reply(status=status, body=b"", headers=self.headers)


@contextmanager
def listening() -> Iterator[Receiver]:
    receiver = Receiver()
    server = Server(("127.0.0.1", 0), receiver.answer, log_requests=False)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    yield receiver
    server.shutdown()
    server.server_close()
