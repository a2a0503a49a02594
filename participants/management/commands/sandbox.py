"""A stand-in Kiwify, for the demo and for rehearsals."""

import threading
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from participants.kiwify.sandbox import SAMPLE_PRODUCT_ID, Sandbox, Webhook


class Command(BaseCommand):
    help = "Serve a stand-in Kiwify with a made-up event, until Ctrl-C. With -v 2 every call is logged."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8900)
        parser.add_argument("--participants", type=int, default=2000)
        parser.add_argument("--seed", type=int, default=7, help="another number is another crowd")
        parser.add_argument("--calls-per-minute", type=int, default=100, help="0 is no limit")
        parser.add_argument("--webhook", metavar="URL", help="where sales and refunds are announced")
        parser.add_argument("--webhook-token", metavar="TOKEN", default="", help="what they are signed with")

    def handle(self, *, verbosity: int, calls_per_minute: int, **options: Any) -> None:
        if options["participants"] < 0 or calls_per_minute < 0:
            raise CommandError("--participants and --calls-per-minute are whole numbers from 0 up.")
        wanted = {name: options[name] for name in ("host", "port", "participants", "seed")}
        sandbox = Sandbox(**wanted, calls_per_minute=calls_per_minute or None, log_requests=verbosity > 1)
        sandbox.webhook = self._webhook(options.get("webhook"), options.get("webhook_token", ""))
        try:
            sandbox.start()
        except (OSError, OverflowError) as error:
            raise CommandError(f"Cannot listen on {sandbox.host}:{sandbox.port}: {error}") from error
        self.stdout.write(self._introduction(sandbox))
        self.stdout.flush()  # a caller who reads us through a pipe is waiting for this
        wait_for_interrupt()
        sandbox.stop()

    def _webhook(self, url: str | None, token: str) -> Webhook | None:
        try:
            return Webhook(url, token) if url else None
        except ValueError as error:
            raise CommandError(f"--webhook: {error}") from error

    def _introduction(self, sandbox: Sandbox) -> str:
        return "\n".join(
            [
                f"KIWIFY_API_URL={sandbox.base_url}",
                f"KIWIFY_CLIENT_ID={sandbox.client_id}",
                f"KIWIFY_CLIENT_SECRET={sandbox.client_secret}",
                f"KIWIFY_ACCOUNT_ID={sandbox.account_id}",
                f"{sandbox.product_id}  {sandbox.event.name}, {len(sandbox.event)} participants",
                f"{SAMPLE_PRODUCT_ID}  Kiwify's published example",
            ]
        )


def wait_for_interrupt() -> None:
    with suppress(KeyboardInterrupt):
        threading.Event().wait()
