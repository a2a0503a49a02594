"""What gunicorn takes from here by itself, beside its command line: it logs as the site does, and its workers measure
into one folder, which whichever of them is asked for the metrics sums up.

There is no access log: it would hold what people search for. Each request is told by participants.watching.
"""

import os
import shutil
import sys
import tempfile
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
        in_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
        os.environ[FOLDER] = tempfile.mkdtemp(prefix=MADE_HERE, dir=in_memory)
    folder = Path(os.environ[FOLDER])
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob("*.db"):
        left_over.unlink()


def child_exit(server, worker):
    """Who waits in a dead worker waits no more. What it counted stays counted, or the sums would fall."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(server):
    folder = Path(os.environ[FOLDER])
    if folder.name.startswith(MADE_HERE):
        shutil.rmtree(folder, ignore_errors=True)
