"""Hits: the people found, as a row shows them, read in one query however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import orders
from ..models import CheckIn, Checkpoint, Participant
from ..orders import ALONE, OrderSize
from .asked import Asked
from .details import Detail, details
from .folding import NOT_A_LETTER, fold, words
from .marking import Piece, html, mark

NOBODY_ASKED = Asked(())


@dataclass(frozen=True)
class Hit:
    """A participant found, with the admission that stands at this checkpoint and the order's other tickets.

    `asked` is what was typed; `meant` are the words that a typo in it may stand for: with one, the hit is similar.
    """

    participant: Participant
    admission: CheckIn | None = None
    order: OrderSize = ALONE
    asked: Asked = NOBODY_ASKED
    meant: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def is_in(self) -> bool:
        return self.admission is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.participant.withdrawn_at is not None

    @property
    def is_similar(self) -> bool:
        return bool(self.meant)

    @property
    def can_enter(self) -> bool:
        return not self.is_in and not self.is_withdrawn and not self.participant.attention

    @cached_property
    def marked_name(self) -> Sequence[Piece]:
        return mark(self.participant.name, self.asked.tokens, {word for words in self.meant.values() for word in words})

    @property
    def name_html(self) -> SafeString:
        """The name with its matching part marked, or that none was given."""
        return html(self.marked_name) or SafeString(f"<em>{escape(_('name not given'))}</em>")

    @cached_property
    def details(self) -> Sequence[Detail]:
        """What stands below the name: that it is only similar, and what of the person a row may show."""
        similar = [Detail("similar", "", [Piece(_("similar"), True)])] if self.is_similar else []
        return [*similar, *details(self.participant, self._not_in_the_name(), self.asked.joined)]

    @property
    def details_html(self) -> SafeString:
        return SafeString("".join([one.html for one in self.details]))

    @property
    def why(self) -> Sequence[Detail]:
        """The details by which the hit was found; the name shows the rest."""
        return [one for one in self.details if one.is_match]

    def _not_in_the_name(self) -> list[str]:
        plain = f" {fold(self.participant.name)}"
        if all(f" {token}" in plain or self._is_meant(token, plain) for token in self.asked.tokens):
            return []
        letters = NOT_A_LETTER.sub("", plain)
        if not any(token in letters for token in self.asked.tokens):
            return list(self.asked.tokens)
        name = words(self.participant.name)
        return [token for token in self.asked.tokens if not any(word.startswith(token) for word in name)]

    def _is_meant(self, token: str, name: str) -> bool:
        """Whether a word of the name is one that this token may have been meant for."""
        return any(f" {word} " in f"{name} " for word in self.meant.get(token, ()))


def hit_of(checkpoint: Checkpoint, participant: Participant, admission: CheckIn, asked: Asked) -> Hit:
    """The hit for somebody whose admission at this checkpoint is known to stand."""
    order = orders.sizes(checkpoint, [participant]).get(participant.order_id, ALONE)
    return Hit(participant, admission, order, asked)


def hits_for(checkpoint: Checkpoint, ids: Sequence[int], asked: Asked = NOBODY_ASKED) -> list[Hit]:
    """Hits for these participants, in this order, in two queries whatever their number."""
    people = {one.participant.pk: one for one in orders.people_at(checkpoint, ids)}
    sizes = orders.sizes(checkpoint, [participant for participant, _admission in people.values()])
    found = [people[pk] for pk in ids if pk in people]
    return [Hit(one, admission, sizes.get(one.order_id, ALONE), asked) for one, admission in found]
