"""Finding: from what somebody typed to at most twelve people, the likeliest first, with why they match."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .. import orders
from ..models import CheckIn, Checkpoint, Event, Participant
from ..orders import OrderSize
from . import query
from .marking import Piece, mark

SHOWN = 12
# Past this many candidates nobody reads on, and ranking them would cost more than finding them.
CONSIDERED = 200
ALONE = OrderSize(tickets=1, outside=0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A participant found, with the admission that stands at this checkpoint and the order's other tickets."""

    participant: Participant
    admission: CheckIn | None = None
    order: OrderSize = ALONE
    marked_name: Sequence[Piece] = ()

    @property
    def is_in(self) -> bool:
        return self.admission is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.participant.withdrawn_at is not None

    @property
    def can_enter(self) -> bool:
        return not self.is_in and not self.is_withdrawn and not self.participant.attention


@dataclass(frozen=True, slots=True)
class Findings:
    """`found` counts all that match; with `found_more` set it is only a lower bound."""

    tokens: tuple[str, ...] = ()
    hits: Sequence[Hit] = field(default_factory=list)
    found: int = 0
    found_more: bool = False

    @property
    def is_asked(self) -> bool:
        return bool(self.tokens)

    @property
    def hidden(self) -> int:
        return self.found - len(self.hits)


def find(event: Event, checkpoint: Checkpoint, text: str, *, shown: Sequence[int] = ()) -> Findings:
    """The people of this event whom `text` may mean: by name, e-mail, CPF, phone, code, order or batch.

    `shown` are the participants a tablet shows already: they keep their places, so that no row moves under a finger.
    """
    asked = query.tokens(text)
    if not asked:
        return Findings()
    candidates = _candidates(event.pk, asked)
    inside = _inside(checkpoint, candidates)
    ranked = sorted(candidates, key=lambda one: _likelihood(one, asked, one.participant_id in inside))
    ids = _in_their_places([one.participant_id for one in ranked], shown)
    return Findings(
        tokens=asked,
        hits=hits_for(checkpoint, ids[:SHOWN], asked),
        found=min(len(candidates), CONSIDERED),
        found_more=len(candidates) > CONSIDERED,
    )


def hits_for(checkpoint: Checkpoint, ids: Sequence[int], asked: Sequence[str] = ()) -> list[Hit]:
    """Hits for these participants, in this order, in three queries whatever their number."""
    people = {one.pk: one for one in Participant.objects.filter(pk__in=ids).select_related("batch")}
    admissions = {
        one.participant_id: one
        for one in CheckIn.objects.open_at(checkpoint).filter(participant__in=ids).select_related("person")
    }
    sizes = orders.sizes(checkpoint, people.values())
    return [
        Hit(
            people[pk],
            admissions.get(pk),
            sizes.get(people[pk].order_id, ALONE),
            marked_name=mark(people[pk].name, asked),
        )
        for pk in ids
        if pk in people
    ]


def _in_their_places(ids: Sequence[int], shown: Sequence[int]) -> list[int]:
    found = set(ids)
    return list(dict.fromkeys([*(one for one in shown if one in found), *ids]))


def _candidates(event_id: int, asked: tuple[str, ...]) -> list[query.Candidate]:
    by_names = query.by_names(event_id, asked, CONSIDERED + 1)
    if len(by_names) > CONSIDERED:
        return _distinct([*query.by_whole_names(event_id, asked, CONSIDERED), *by_names])
    if len(by_names) >= SHOWN and not any(token.isdigit() for token in asked):
        return by_names
    return _distinct([*by_names, *query.by_anything(event_id, asked, CONSIDERED + 1)])


def _distinct(candidates: Iterable[query.Candidate]) -> list[query.Candidate]:
    return list({one.participant_id: one for one in candidates}.values())


def _likelihood(candidate: query.Candidate, asked: Sequence[str], is_inside: bool) -> tuple[object, ...]:
    """What to sort by, the likeliest first: kind of match, not yet in, how early in the name, the name."""
    name = candidate.names[1:]  # without the event's token
    place = next((at for at, word in enumerate(name) if word.startswith(asked[0])), len(name))
    return _rank(candidate, asked), is_inside, place, name


def _rank(candidate: query.Candidate, asked: Sequence[str]) -> int:
    """Exact code, number or e-mail first; then whole words of the name, beginnings, and the rest."""
    if len(asked) == 1 and not set(query.exactly(asked[0])).isdisjoint(candidate.rest):
        return 0
    if all(token in candidate.names for token in asked):
        return 1
    if _has_a_word_for_each(candidate.names, asked):
        return 2
    return 3


def _has_a_word_for_each(names: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether each token begins a word of its own: "maria m" is not only Maria."""
    free = list(names)
    for token in sorted(asked, key=len, reverse=True):
        word = next((word for word in free if word.startswith(token)), None)
        if word is None:
            return False
        free.remove(word)
    return True


def _inside(checkpoint: Checkpoint, candidates: Sequence[query.Candidate]) -> set[int]:
    ids = [one.participant_id for one in candidates]
    return set(CheckIn.objects.open_at(checkpoint).filter(participant__in=ids).values_list("participant_id", flat=True))
