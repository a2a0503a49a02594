"""The settings of the demo, as environment variables."""

import os
import secrets
import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from participants.kiwify.sandbox import Sandbox

LOOPBACK = ["localhost", "127.0.0.1"]


def environment(*, kiwify: Sandbox, database: Path, secret_key: str, hosts: list[str]) -> dict[str, str]:
    """Every setting is given, so that none comes from a .env that is there for the real Kiwify."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "checkin_site.settings",
        "SECRET_KEY": secret_key,
        "DATABASE_URL": f"sqlite:///{quote(str(database))}",
        "ALLOWED_HOSTS": ",".join(LOOPBACK + hosts),
        "USE_HTTPS": "off",
        "DEBUG": "off",
        "LOG_FORMAT": "plain",
        "METRICS_TOKEN": "",
        "KIWIFY_API_URL": kiwify.base_url,
        "KIWIFY_CLIENT_ID": kiwify.client_id,
        "KIWIFY_CLIENT_SECRET": kiwify.client_secret,
        "KIWIFY_ACCOUNT_ID": kiwify.account_id,
        "KIWIFY_CALLS_PER_MINUTE": "6000",
        "KIWIFY_SHRINK_LIMIT": "10",
        "KIWIFY_WEBHOOK_TOKEN": secrets.token_hex(16),
        "NO_PROXY": ",".join(LOOPBACK),
        "no_proxy": ",".join(LOOPBACK),
    }


def own_addresses() -> list[str]:
    """Where a tablet on the same network may find this machine: its address, if it has one, and its name."""
    names = [socket.gethostname()]
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: it only picks the address one would send from
        names.insert(0, probe.getsockname()[0])
    return names
