"""The real server: workers that measure into one folder, and one form for all that it says."""

import fcntl
import json
import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "only-for-tests-0123456789"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A running site with two workers on a database of its own; its process, port, log and folder of measures."""
    here = tmp_path_factory.mktemp("several")
    settings = surroundings(here)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=settings, check=True)
    left_over = here / "measures" / "counter_1.db"
    left_over.parent.mkdir()
    left_over.write_bytes(b"of an earlier run")
    not_ours = here / "measures" / "portaria.db"
    not_ours.touch()
    with server(settings, here / "log") as (process, port):
        assert not left_over.exists() and not_ours.exists()
        not_ours.unlink()
        yield process, port, here


def surroundings(here):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "checkin_site.settings",
        "SECRET_KEY": "only-for-the-tests-" + "0123456789abcdefghijklmnop" * 2,
        "DATABASE_URL": f"sqlite:///{here / 'site.sqlite3'}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "USE_HTTPS": "off",
        "KIWIFY_API_URL": "http://kiwify.invalid/v1",
        "LOG_FORMAT": "json",
        "METRICS_TOKEN": TOKEN,
        "PROMETHEUS_MULTIPROC_DIR": str(here / "measures"),
    }


@contextmanager
def server(settings, log):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = [
        f"--bind=127.0.0.1:{port}",
        "--workers=2",
        "--worker-class=gthread",
        "--threads=2",
        "--no-control-socket",
    ]
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "checkin_site.wsgi", *options], cwd=ROOT, env=settings, stdout=said,
            stderr=said,
        )  # fmt: skip
    try:
        until(lambda: len(measuring(process)) == 2 and is_up(port))
        yield process, port
    finally:
        process.terminate()
        process.wait(15)


def workers_of(process):
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def measuring(process):
    """Those workers that have opened their files: one that still begins ends them all where it cannot."""
    return [pid for pid in workers_of(process) if {file.name for file in measures_of(pid)} >= files_of(pid)]


def files_of(pid):
    return {f"{kind}_{pid}.db" for kind in ("histogram", "gauge_livesum")}


def is_up(port):
    with suppress(URLError, OSError):
        return get(port, "/healthz")
    return False


def get(port, address):
    """Over a connection of its own, so that any worker may answer."""
    with urlopen(Request(f"http://127.0.0.1:{port}{address}", headers={"Authorization": f"Bearer {TOKEN}"})) as answer:
        return answer.read().decode()


def until(condition):
    gives_up = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < gives_up
        time.sleep(0.05)


def asked(port, view="clock"):
    found = re.search(rf'^portaria_requests_total{{status="200",view="{view}"}} (\S+)$', get(port, "/metrics"), re.M)
    return float(found[1]) if found else 0.0


def lines(here):
    return [json.loads(line) for line in (here / "log").read_text().splitlines()]


def test_whichever_worker_is_asked_sums_up_what_all_measured(site):
    _, port, here = site
    before = asked(port)
    until(lambda: get(port, "/clock") and len(list((here / "measures").glob("counter_*.db"))) == 2)
    get(port, "/clock")
    told = {asked(port) for _ in range(10)}
    assert len(told) == 1 and told.pop() >= before + 2


def test_what_a_dead_worker_counted_stays_counted(site):
    process, port, here = site
    for _ in range(6):
        get(port, "/clock")
    before, victim = asked(port), workers_of(process)[0]
    (here / "measures" / f"gauge_livesum_{victim}.db").touch()
    os.kill(victim, signal.SIGKILL)
    until(lambda: len(workers_of(process)) == 2 and victim not in workers_of(process) and is_up(port))
    assert asked(port) == before
    assert not (here / "measures" / f"gauge_livesum_{victim}.db").exists()


def test_all_that_it_says_is_in_one_form(site):
    process, port, here = site
    with suppress(URLError):
        get(port, "/e/nowhere/?q=Zuleica")
    with socket.create_connection(("127.0.0.1", port)) as broken:
        broken.sendall(b"GET /?q=Zuleica Telefantini\r\n\r\n")
        broken.recv(100)
    until(lambda: any(line["message"].startswith("Invalid") for line in lines(here)))
    assert any(line["message"] == f"Listening at: http://127.0.0.1:{port} ({process.pid})" for line in lines(here))
    loggers = Counter(line["logger"] for line in lines(here))
    assert loggers["gunicorn.error"] >= 5 and loggers["participants.watching.requests"] >= 1
    assert "Zuleica" not in (here / "log").read_text()


def test_without_a_folder_it_makes_one_and_takes_it_away(tmp_path):
    settings = surroundings(tmp_path) | {"TMPDIR": str(tmp_path), "PROMETHEUS_MULTIPROC_DIR": ""}
    with server(settings, tmp_path / "log") as (process, _):
        [folder] = {folder for folder in folders_of(process) if "portaria-measures-" in folder}
        assert Path(folder).is_dir()
    assert not Path(folder).exists()


def test_what_a_killed_server_left_goes_with_the_next_start(tmp_path):
    settings = surroundings(tmp_path)
    del settings["PROMETHEUS_MULTIPROC_DIR"]
    with server(settings, tmp_path / "first") as (process, _):
        [folder] = {folder for folder in folders_of(process) if "portaria-measures-" in folder}
        with server(settings, tmp_path / "second"):
            assert Path(folder).is_dir()
        for pid in [process.pid, *workers_of(process)]:
            os.kill(pid, signal.SIGKILL)
    assert Path(folder).is_dir()
    with server(settings, tmp_path / "third"):
        assert not Path(folder).exists()


def test_two_that_start_at_once_leave_each_other_their_folders(tmp_path, monkeypatch):
    make_folder, others = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["make_folder"], []

    def another_starts_first(folder, how):
        monkeypatch.undo()
        others.append(make_folder(tmp_path))
        fcntl.flock(folder, how | fcntl.LOCK_NB)

    monkeypatch.setattr(fcntl, "flock", another_starts_first)
    ours = make_folder(tmp_path)
    assert sorted(map(str, tmp_path.iterdir())) == sorted(map(str, [ours, *others]))


def test_a_folder_that_vanished_costs_measures_and_no_answer(tmp_path):
    with server(surroundings(tmp_path), tmp_path / "log") as (process, port):
        shutil.rmtree(tmp_path / "measures")
        assert all(is_up(port) for _ in range(10))
        victim = workers_of(process)[0]
        os.kill(victim, signal.SIGKILL)
        until(lambda: len(workers_of(process)) == 2 and victim not in workers_of(process) and is_up(port))
        get(port, "/metrics")


def folders_of(process):
    """Where the files are that its workers have open."""
    return {str(file.parent) for pid in workers_of(process) for file in measures_of(pid)}


def measures_of(pid):
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    return [Path(line.split()[-1]) for line in maps if line.endswith(".db")]


def test_a_wrong_form_stops_it_with_a_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "checkin_site.wsgi", "--bind=127.0.0.1:0", "--check-config"],
        cwd=ROOT, env=surroundings(tmp_path) | {"LOG_FORMAT": "xml"}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    assert "The setting LOG_FORMAT is wrong. It should be json or plain." in done.stderr
    assert "Traceback" not in done.stderr
