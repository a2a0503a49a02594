"""The gate list: everybody who may come in, by surname, split by letter among the gates, in pages of A4."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import batched

from ..models import Batch, CheckIn, Checkpoint, Event, Participant
from .names import OTHERS, Filed, file, letter_of
from .numbers import first_key, number_of

ROWS_OF_A_PAGE = 40
AT_ONCE = 25  # pages


@dataclass(frozen=True, slots=True)
class GateList:
    """One gate's list: its letters, and the keys of its people in order."""

    gate: str
    letters: Sequence[str]
    keys: Sequence[int]

    @property
    def pages(self) -> int:
        return -(-len(self.keys) // ROWS_OF_A_PAGE)

    @property
    def span(self) -> str:
        """ "A–F", or "M" where it is one letter."""
        return self.letters[0] if len(self.letters) == 1 else f"{self.letters[0]}–{self.letters[-1]}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list; `arrived_at` where they are in already."""

    participant: Participant
    name: Filed
    number: str
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    gate_list: GateList
    number: int
    lines: Sequence[Line]


def gate_lists(event: Event, gates: Sequence[str], batches: Sequence[Batch]) -> list[GateList]:
    """A list for each gate, of about as many people; fewer where there are not as many letters.

    Tickets that Kiwify no longer lists are left out: who has one is sent to the ticket desk, as at the door.
    """
    of_letter: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for filed, key in _everybody(event, batches):
        of_letter[letter_of(filed)].append((filed, key))
    letters = sorted(of_letter, key=lambda letter: (letter == OTHERS, letter))
    spans = split([len(of_letter[letter]) for letter in letters], len(gates))
    return [_gate_list(gate, letters[start:end], of_letter) for gate, (start, end) in zip(gates, spans, strict=False)]


def pages(event: Event, checkpoint: Checkpoint, gate_list: GateList) -> Iterator[Page]:
    """The pages of a list, a few read at a time; who is in at the checkpoint already has the time of it."""
    first = first_key(event)
    on_pages = enumerate(batched(gate_list.keys, ROWS_OF_A_PAGE), start=1)
    for some in batched(on_pages, AT_ONCE):
        lines = _lines(checkpoint, [key for _number, keys in some for key in keys], first)
        for number, keys in some:
            yield Page(gate_list, number, [lines[key] for key in keys if key in lines])


def split(sizes: Sequence[int], parts: int) -> list[tuple[int, int]]:
    """Neighbours kept together, in at most so many parts, with the largest part as small as can be.

    Each part as where it starts and where it ends, the end not in it.
    """
    if not sizes:
        return []

    @cache
    def best(start: int, left: int) -> tuple[int, tuple[int, ...]]:
        """The largest part from here on, and where the parts end."""
        if left == 1 or start == len(sizes) - 1:
            return sum(sizes[start:]), (len(sizes),)
        cuts = ((end, *best(end, left - 1)) for end in range(start + 1, len(sizes)))
        return min((max(sum(sizes[start:end]), largest), (end, *ends)) for end, largest, ends in cuts)

    ends = best(0, min(parts, len(sizes)))[1]
    return list(zip((0, *ends), ends, strict=False))


def _everybody(event: Event, batches: Sequence[Batch]) -> Iterable[tuple[str, int]]:
    people = event.participants.filter(withdrawn_at=None)
    if batches:
        people = people.filter(batch__in=batches)
    names = people.order_by().values_list("name", "pk").iterator(2_000)
    return ((file(name).key, key) for name, key in names)


def _gate_list(gate: str, letters: Sequence[str], of_letter: dict[str, list[tuple[str, int]]]) -> GateList:
    return GateList(gate, letters, [key for letter in letters for _filed, key in sorted(of_letter[letter])])


def _lines(checkpoint: Checkpoint, keys: Sequence[int], first: int) -> dict[int, Line]:
    people = Participant.objects.select_related("batch").in_bulk(keys)
    standing = CheckIn.objects.standing().filter(checkpoint=checkpoint, participant__in=keys)
    arrived = dict(standing.order_by("-happened_at").values_list("participant", "happened_at"))
    return {key: Line(one, file(one.name), number_of(key, first), arrived.get(key)) for key, one in people.items()}
