"""What make says when it cannot go on. Each is one clear sentence, and nothing that looks like a crash."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from .conftest import ROOT, Make


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def only_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2
    assert "Traceback" not in done.stdout + done.stderr
    *_, sentence, make_itself = done.stderr.strip().splitlines()
    assert make_itself.startswith("make: ***")
    return sentence


def test_help_is_what_make_alone_says_and_names_every_command(make: Make) -> None:
    told = set(re.findall(r"^  make ([\w-]+)", make().stdout, re.MULTILINE))
    commands = "help demo setup test lint bench soak crash-test cluster-test requirements icons messages clean"
    assert told == set(commands.split())


def test_an_old_python_is_told_by_its_version(make: Make, tmp_path: Path) -> None:
    old = program(tmp_path / "bin/python3", 'test "$1" = --version && echo Python 3.9.2')
    sentence = only_sentence(make("demo", PYTHON=str(old)))
    assert sentence.startswith("Portaria needs Python 3.12 or later, and found Python 3.9.2.")


def test_a_python_that_only_answers_with_an_error_is_passed_over(make: Make, tmp_path: Path) -> None:
    program(tmp_path / "bin/python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    program(tmp_path / "bin/python3.14", 'case "$1" in --version) echo Python 3.14.1 ;; -m) exit 1 ;; esac')
    done = make("setup", PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert done.stdout.splitlines()[-1] == "1/5 Python 3.14.1 in .venv"


def test_a_python_without_venv_is_told_what_it_lacks(make: Make, tmp_path: Path) -> None:
    bare = program(tmp_path / "bin/python3", "test $1 = -m && echo 'ensurepip is not available' && exit 1; true")
    done = make("demo", PYTHON=str(bare))
    assert "python3-venv" in only_sentence(done)
    assert "    ensurepip is not available\n" in done.stderr


def test_a_taken_port_is_told_before_the_long_work(make: Make, checkout: Path) -> None:
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    with socket.create_server(("", 0)) as server:
        port = server.getsockname()[1]
        done = make("demo", f"PORT={port}")
    assert only_sentence(done).startswith(f"Port {port} is taken")
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["x", "70000", "-1"])
def test_a_port_that_is_none_is_told(make: Make, checkout: Path, port: str) -> None:
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    assert only_sentence(make("demo", f"PORT={port}")).startswith(f"Port {port} is")


def test_packages_out_of_reach_are_told(make: Make, checkout: Path) -> None:
    program(checkout / ".venv/bin/python", "echo 'No matching distribution found' >&2; exit 1")
    (checkout / ".venv/made").touch()
    done = make("setup")
    assert only_sentence(done) == "Could not install the Python packages. Is this machine connected to the network?"
    assert "    No matching distribution found\n" in done.stderr
    assert not (checkout / ".venv/runtime").exists()


def test_a_translation_left_fuzzy_is_told(make: Make, checkout: Path) -> None:
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    po = checkout / "locale/pt_BR/LC_MESSAGES/django.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text('#, fuzzy\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
    assert "marked fuzzy" in only_sentence(make("locale/pt_BR/LC_MESSAGES/django.mo"))


def test_translations_are_compiled_once_per_change(make: Make, checkout: Path) -> None:
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    mo = "locale/pt_BR/LC_MESSAGES/django.mo"
    assert make(mo).stdout == "4/5 Translations: locale/pt_BR/LC_MESSAGES/django.po\n"
    assert "up to date" in make(mo).stdout
    (checkout / mo).with_suffix(".po").touch()
    assert "4/5 Translations" in make(mo).stdout
