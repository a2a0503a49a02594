"""What is installed is named exactly, and nowhere is it said from where."""

import json
import re

import pytest

from .conftest import ROOT

REQUIREMENTS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_one_version_with_its_hashes(name: str) -> None:
    text = re.sub(r"^ *#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    for requirement in text.replace("\\\n", "").splitlines():
        assert re.match(r"[a-z0-9-]+==\S+ ", requirement), requirement
        assert " --hash=sha256:" in requirement, requirement


def test_the_development_requirements_hold_the_same_versions() -> None:
    runtime, development = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in REQUIREMENTS[:2]
    )
    assert runtime.items() <= development.items()


def test_every_browser_part_is_one_version() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    for version in (package["dependencies"] | package["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)


@pytest.mark.parametrize("name", [*REQUIREMENTS, "package.json", ".npmrc", "Makefile", "Dockerfile", "pyproject.toml"])
def test_no_index_is_named(name: str) -> None:
    assert not re.search(r"index-url *=|//[\w.-]*(pypi|npm|registry)", (ROOT / name).read_text(), re.IGNORECASE)


def test_no_lock_file_is_kept() -> None:
    assert not list(ROOT.glob("*lock*"))
