"""Finding: from what somebody typed to at most twelve people, the likeliest first, with why they match."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial

from django.db.models import Q

from ..models import Checkpoint, Event
from . import asked as asking
from . import query, typos, unindexed
from .asked import Asked
from .folding import PARTICLES, squeeze, unconfuse
from .hits import Hit, hits_for
from .query import Candidate, Matches

SHOWN = 12
# Past this many nobody reads on, and counting them would cost more than finding them.
CONSIDERED = 100
# So many of them are ranked, those who may enter before the others.
RANKED = 40
# With fewer than this, somebody may have mistyped.
FEW = 3
NOT_IN_THE_NAME = 100

EXACT, WHOLE_WORDS, BEGINNINGS, OTHERWISE, SIMILAR = range(5)


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
    asked = asking.parse(text)
    if not asked:
        return Findings()
    matches = _exactly(event, checkpoint, asked, shown)
    exactly = asking.exactly(asked)
    ranks = {one.participant_id: _rank(one, asked, exactly) for one in matches.candidates}
    meant: Mapping[str, Sequence[str]] = {}
    if matches.found < FEW and EXACT not in ranks.values():
        meant = typos.similar(event.pk, asked.tokens)
        matches = _with_similar(matches, event, checkpoint, asked, meant, shown)
    likeliest = sorted(
        matches.candidates, key=lambda one: _likelihood(one, asked, ranks.get(one.participant_id, SIMILAR))
    )
    ids = _in_their_places([one.participant_id for one in likeliest], shown)[:SHOWN]
    return Findings(
        tokens=asked.tokens,
        hits=[
            hit if hit.participant.pk in ranks else replace(hit, meant=meant)
            for hit in hits_for(checkpoint, ids, asked)
        ],
        found=min(matches.found, CONSIDERED),
        found_more=matches.found > CONSIDERED,
    )


def ids_of(event: Event, text: str, *, most: int) -> list[int]:
    """The keys of at most `most` participants whom `text` may mean, in no order."""
    asked = asking.parse(text)
    if asked and not event.is_indexed:
        return list(event.participants.filter(unindexed.anything(asked)).values_list("pk", flat=True)[:most])
    return query.ids(query.anything(event.pk, asked), most) if asked else []


def ids_with_code(event: Event, text: str, *, most: int) -> list[int]:
    """The keys of at most `most` whose code this is, whole or by the ends that screens and lists show: HO2V…UBH."""
    code = unconfuse(squeeze(text))
    return query.ids(query.whole_code(event.pk, code), most) if code else []


def everybody(event: Event, text: str) -> Q:
    """All participants whom `text` may mean, without forgiving a typo, as a condition; nobody where it says nothing."""
    asked = asking.parse(text)
    if asked and not event.is_indexed:
        return unindexed.anything(asked)
    return query.condition(query.anything(event.pk, asked)) if asked else Q(pk__in=())


def _exactly(event: Event, checkpoint: Checkpoint, asked: Asked, shown: Sequence[int]) -> Matches:
    """Who matches without a typo; where the names give enough, nobody is looked for by anything else."""
    read = partial(query.read, checkpoint=checkpoint, consider=CONSIDERED + 1, most=RANKED, shown=shown)
    anything = partial(read, query.anything(event.pk, asked))
    if not asking.may_be_a_name(asked):
        return anything()
    # Several words are seldom more people than are ranked, and the names among these come first by themselves.
    if len(asked.tokens) > 1 and (matches := anything()).found <= RANKED:
        return matches
    named = read(query.names(event.pk, asked.tokens))
    if (
        named.found > RANKED
        and _may_enter_by_whole_words(named, asked) < SHOWN
        and typos.are_words(event.pk, asked.tokens)
    ):
        return _together(read(query.whole_names(event.pk, asked.tokens)), named)
    return named if named.found >= SHOWN else _together(named, anything())


def _may_enter_by_whole_words(named: Matches, asked: Asked) -> int:
    """How many come before all whom another look could find."""
    return sum(not one.standing and _has_whole(one, asked) for one in named.candidates)


def _with_similar(
    matches: Matches,
    event: Event,
    checkpoint: Checkpoint,
    asked: Asked,
    meant: Mapping[str, Sequence[str]],
    shown: Sequence[int],
) -> Matches:
    if not any(meant.values()):
        return matches
    question = query.similar(event.pk, asked, meant)
    return _together(matches, query.read(question, checkpoint, consider=CONSIDERED + 1, most=RANKED, shown=shown))


def _together(some: Matches, more: Matches) -> Matches:
    candidates = {one.participant_id: one for one in (*some.candidates, *more.candidates)}
    return Matches(list(candidates.values()), max(some.found, more.found, len(candidates)))


def _in_their_places(ids: Sequence[int], shown: Sequence[int]) -> list[int]:
    found = set(ids)
    return list(dict.fromkeys([*(one for one in shown if one in found), *ids]))


def _likelihood(candidate: Candidate, asked: Asked, rank: int) -> tuple[object, ...]:
    """What to sort by, the likeliest first: kind of match, who may enter, how early in the name, the name."""
    name = candidate.names
    place = next((at for at, word in enumerate(name) if word.startswith(asked.tokens[0])), NOT_IN_THE_NAME)
    return rank, candidate.standing, place, name, candidate.participant_id


def _rank(candidate: Candidate, asked: Asked, exactly: Set[str]) -> int:
    """Exact code, number or e-mail first; then whole words of the name, beginnings, and the rest."""
    if exactly and not exactly.isdisjoint(candidate.rest.split()):
        return EXACT
    if _has_whole(candidate, asked):
        return WHOLE_WORDS
    if _has_a_word_for_each(candidate.names, asked.tokens):
        return BEGINNINGS
    return OTHERWISE


def _has_whole(candidate: Candidate, asked: Asked) -> bool:
    return all(token in candidate.names for token in asked.tokens)


def _has_a_word_for_each(names: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether each token begins a word of its own: "maria m" is not only Maria, and "maria d" not Maria da Paz."""
    free = [name for name in names if name not in PARTICLES]
    for token in sorted(tokens, key=len, reverse=True):
        word = next((word for word in free if word.startswith(token)), None)
        if word is None:
            return False
        free.remove(word)
    return True
