"""How a process that goes on and on hears that it is to stop."""

import signal
import threading
from queue import SimpleQueue


def when_told_to_stop() -> threading.Event:
    """An event that SIGTERM and SIGINT set."""
    stop, told = threading.Event(), SimpleQueue[int]()

    def pass_on() -> None:
        told.get()
        stop.set()

    threading.Thread(target=pass_on, name="signals", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        # A handler runs in the midst of anything, also of a wait that holds the event's lock. This queue has none.
        signal.signal(number, lambda number, _frame: told.put(number))
    return stop
