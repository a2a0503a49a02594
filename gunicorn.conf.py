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
MADE_HERE = "portaria-metrics-"

env = Env()
env.read_env(str(HERE / ".env"))
try:
    logconfig_dict = logging_as(log_format(env))
except ImproperlyConfigured as problem:
    sys.exit(f"{problem}")


def on_starting(server):
    """Before any worker: the client library looks at this variable once, when it is imported."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = make_folder("/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir())  # noqa: S108
    folder = Path(os.environ[FOLDER])
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob("*.db"):
        left_over.unlink()


def make_folder(parent):
    """A folder that is held for as long as one of our processes lives; those that nobody holds were left by a crash."""
    for left_over in Path(parent).glob(f"{MADE_HERE}*"):
        with suppress(OSError):
            fcntl.flock(os.open(left_over, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left_over)
    folder = tempfile.mkdtemp(prefix=MADE_HERE, dir=parent)
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX)
    return folder


def child_exit(server, worker):
    """Who waits in a dead worker waits no more. What it counted stays counted, or the sums would fall."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(server):
    folder = Path(os.environ[FOLDER])
    if folder.name.startswith(MADE_HERE):
        shutil.rmtree(folder, ignore_errors=True)
