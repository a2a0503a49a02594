"""`make demo` as one meets it: started, signed in to, stopped, and started again."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from .conftest import ROOT


@dataclass(frozen=True)
class Demo:
    process: "subprocess.Popen[str]"
    said: str
    address: str

    @property
    def passwords(self) -> dict[str, str]:
        return dict(re.findall(r"^  (rita|lia|otto|admin) +(\S+)", self.said, re.MULTILINE))

    def signed_in(self, name: str) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        page = session.get(f"{self.address}/", timeout=10)
        session.post(
            page.url,
            data={
                "username": name,
                "password": self.passwords[name],
                "csrfmiddlewaretoken": re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[0],
            },
            headers={"Referer": page.url},
            timeout=10,
        ).raise_for_status()
        return session


@contextmanager
def demo(checkout: Path, port: int) -> Iterator[Demo]:
    process = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=checkout,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    try:
        yield Demo(process, said, f"http://localhost:{port}")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=10)


def test_from_start_to_stop_and_once_more(checkout: Path, free_port: int) -> None:
    for part in (".venv", "node_modules", "staticfiles"):
        (checkout / part).symlink_to(ROOT / part)
    with demo(checkout, free_port) as first:
        assert set(first.passwords) == {"rita", "lia", "otto", "admin"}
        door = first.signed_in("rita").get(f"{first.address}/", timeout=10)
        assert "Noite do Empreendedor" in door.text
        assert "2.000" in door.text or "2,000" in door.text
        again = subprocess.run(["make", "demo", f"PORT={free_port}"], cwd=checkout, capture_output=True, text=True)
        assert "is taken" in again.stderr
        asked_to_stop = time.monotonic()
    assert time.monotonic() - asked_to_stop < 5

    began = time.monotonic()
    with demo(checkout, free_port) as second:
        assert time.monotonic() - began < 10
        assert second.passwords == first.passwords
        assert second.signed_in("admin").get(f"{second.address}/admin/", timeout=10).status_code == 200
