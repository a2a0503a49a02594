"""What gunicorn takes from here by itself, beside its command line: it logs as the site does, and its workers measure
into one folder, which whichever of them is asked for the metrics sums up.

There is no access log: it would hold what people search for. Each request is told by participants.watching.
"""

import fcntl
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from environs import Env  # noqa: E402

from checkin_site.log_settings import log_format, logging_as  # noqa: E402

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
MADE_HERE = "portaria-measures-"
KINDS = ("counter", "gauge", "histogram", "summary")

env = Env()
env.read_env(str(HERE / ".env"))
try:
    logconfig_dict = logging_as(log_format(env))
except ImproperlyConfigured as problem:
    sys.exit(f"{problem}")


def on_starting(server):
    """Before any worker: the client library looks at this variable once, when it is imported."""
    if not os.environ.get(FOLDER):  # empty, it would be the folder we were started in
        server.made_here = make_folder("/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir())  # noqa: S108
        os.environ[FOLDER] = str(server.made_here)
    folder = Path(os.environ[FOLDER])
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in [file for kind in KINDS for file in folder.glob(f"{kind}_*.db")]:
        left_over.unlink(missing_ok=True)


def make_folder(parent):
    """A folder that is held for as long as one of our processes lives; those that nobody holds were left by a crash.

    It gets its name once it is held, or whoever starts at this moment would take it for one of those.
    """
    for left_over in Path(parent).glob(f"{MADE_HERE}*"):
        with suppress(OSError):
            remove_if_nobody_holds(left_over)
    folder = Path(tempfile.mkdtemp(prefix=f".{MADE_HERE}", dir=parent))
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX)
    return folder.rename(folder.with_name(folder.name.removeprefix(".")))


def remove_if_nobody_holds(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    finally:
        os.close(descriptor)


def post_fork(server, worker):
    """Whatever cleared the folder away meanwhile, a worker that comes starts without it no more than with it."""
    Path(os.environ[FOLDER]).mkdir(parents=True, exist_ok=True)


def child_exit(server, worker):
    """Who waits in a dead worker waits no more. What it counted stays counted, or the sums would fall."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(server):
    if folder := getattr(server, "made_here", None):
        shutil.rmtree(folder, ignore_errors=True)
