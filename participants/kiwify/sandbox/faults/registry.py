"""The faults that are on, and which of them strike a given call."""

import threading
from functools import reduce
from typing import Any

from ..answers import Answer, Asked, Reply
from .fault import Fault, build
from .wrapping import around


class Faults:
    """Threadsafe. Faults without `times` all strike together; of the counted ones a call uses the oldest."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(
        self,
        name: str,
        *,
        times: int | None = None,
        on: str | None = None,
        page: int | None = None,
        **options: Any,
    ) -> Fault:
        """Turn on the fault `name`, one of KINDS, with the options its maker takes.

        `times` calls are struck, None: all until cleared. `on` is "participants", "token" or "any"; `page`
        narrows it to that page_number. Raises FaultError, a ValueError, with a sentence.
        """
        fault = build(name, times=times, on=on, page=page, options=options)
        with self._lock:
            self._faults.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Turn one off; harmless if it is already off."""
        with self._lock:
            self._faults = [other for other in self._faults if other is not fault]

    def clear(self) -> int:
        """Turn all off; how many there were."""
        with self._lock:
            cleared, self._faults = len(self._faults), []
        return cleared

    def active(self) -> list[dict[str, Any]]:
        with self._lock:
            return [fault.described() for fault in self._faults]

    def answer(self, asked: Asked, honest: Answer) -> Reply:
        """The reply to a call once the faults that strike it have had their way with the honest one."""
        answer = reduce(around, [fault.wrap for fault in self._strike(asked)], honest)
        return answer(asked)

    def _strike(self, asked: Asked) -> list[Fault]:
        with self._lock:
            striking = [fault for fault in self._faults if fault.strikes(asked)]
            standing = [fault for fault in striking if fault.left is None]
            counted = [fault for fault in striking if fault.left is not None][:1]
            for fault in standing + counted:
                fault.spend()
            self._faults = [fault for fault in self._faults if fault.left != 0]
        return standing + counted
