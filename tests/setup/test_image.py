"""The Dockerfile, as far as it can be tried without Docker."""

import re
import shlex

from .conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()


def copied_from_here() -> set[str]:
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return {source for line in lines for source in shlex.split(line)[:-1]}


def test_what_is_copied_exists_and_is_let_in() -> None:
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert copied_from_here() == set(let_in)
    assert all((ROOT / name).exists() for name in let_in)


def test_nothing_else_is_let_in() -> None:
    assert "\n*\n" in (ROOT / ".dockerignore").read_text()


def test_what_runs_is_not_root() -> None:
    *_, last_stage = DOCKERFILE.split("\nFROM ")
    assert re.search(r"^USER [1-9]\d+$", last_stage, re.MULTILINE)


def test_no_secret_is_built_in() -> None:
    assert not re.search("SECRET|PASSWORD", DOCKERFILE)
