"""`manage.py sync --follow` in compressed time."""

from participants.following import follow, when_told_to_stop
from participants.models import SyncRun
from participants.schedule import active_events

from .compressed import PATIENCE, RHYTHM, compress


def main() -> int:
    compress()
    follow(active_events, tell, when_told_to_stop(), rhythm=RHYTHM, patience=PATIENCE)
    return 0


def tell(run: SyncRun) -> None:
    print(f"{run.kind} {run.status}: {run.listed} listed, {run.withdrawn} withdrawn", flush=True)
