import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SET_UP = (".venv", "node_modules", "staticfiles", "var", ".git")

type Make = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The project as it is in the repository, with nothing set up."""
    ignored = shutil.ignore_patterns(*SET_UP, "__pycache__", ".*_cache", ".hypothesis", "*.mo", ".env")
    return shutil.copytree(ROOT, tmp_path / "portaria", ignore=ignored)


@pytest.fixture
def make(checkout: Path) -> Make:
    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        outer = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "PYTHON")}
        return subprocess.run(
            ["make", *words],
            cwd=checkout,
            env=outer | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("", 0)) as server:
        return int(server.getsockname()[1])
