"""One row of the people found: which of the pieces of templates/row.html it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..clock import time_of
from ..models import CheckIn, Note, Source
from ..search import Hit
from .stencils import Stencils

IN, OUT = "in", "out"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the people found, read once for all of them; each mapping by participant's key.

    `right_places` says where a batch enters that this checkpoint does not admit, by the batch's key.
    """

    way: str
    notes: Mapping[int, Sequence[Note]]
    refusals: Mapping[int, str]
    right_places: Mapping[int | None, str]
    opened: int | None
    now: datetime


def row(stencils: Stencils, hit: Hit, beside: Beside) -> SafeString:
    participant = hit.participant
    is_open = participant.pk == beside.opened
    return stencils.fill(
        "row",
        key=participant.pk,
        kiwify_id=participant.kiwify_id,
        colour=participant.batch.colour if participant.batch else "",
        done="" if hit.can_enter else " is-done",
        notes=_notes(stencils, participant.pk, beside),
        marked_name=hit.name_html,
        details=_details(stencils, hit),
        state=_state(stencils, hit, beside),
        name=participant,
        is_open="true" if is_open else "false",
        # Once more, and it closes.
        and_open="" if is_open else f"&open={participant.pk}",
        to_open="" if is_open else f"?open={participant.pk}",
    )


def _notes(stencils: Stencils, key: int, beside: Beside) -> SafeString:
    refusal = beside.refusals.get(key)
    notes = [*([refusal] if refusal else []), *beside.notes.get(key, ())]
    return SafeString("".join([stencils.fill("note", note=note) for note in notes]))


def _details(stencils: Stencils, hit: Hit) -> SafeString:
    if hit.order.tickets == 1:
        return hit.details_html
    return hit.details_html + stencils.fill("order", order=hit.order.words)


def _state(stencils: Stencils, hit: Hit, beside: Beside) -> SafeString:
    """What can be done with this ticket here, or why nothing can."""
    participant, admission = hit.participant, hit.admission
    if admission and beside.way == IN:
        when = time_of(admission.happened_at, beside.now)
        return stencils.fill("in", time=when, where=_where(hit, admission, beside.now))
    if admission:
        return _button(stencils, "let-out", hit)
    if hit.is_withdrawn:
        since = time_of(participant.missing_since, beside.now) if participant.missing_since else ""
        return stencils.fill("withdrawn", since=since)
    if participant.attention:
        return stencils.fill("attention", attention=capfirst(participant.get_attention_display()))
    if participant.batch_id in beside.right_places:
        place = beside.right_places[participant.batch_id]
        return stencils.fill("elsewhere", place=place) if place else stencils.fill("nowhere")
    return stencils.fill("not-inside") if beside.way == OUT else _button(stencils, "let-in", hit)


def _button(stencils: Stencils, partial: str, hit: Hit) -> SafeString:
    # Its id makes it one check-in, however often it is sent.
    return stencils.fill(partial, id=SafeString(uuid4()), kiwify_id=hit.participant.kiwify_id, name=hit.participant)


def _where(hit: Hit, admission: CheckIn, now: datetime) -> str:
    """Where and by whom somebody was let in: "Gate A · Rita"."""
    if admission.source == Source.KIWIFY:
        return _("Kiwify's own app")
    said = [admission.gate]
    if admission.person:
        said.append(admission.person.get_short_name() or admission.person.username)
    if at := hit.participant.kiwify_checkin_at:
        said.append(_("in Kiwify's app too, %(time)s") % {"time": time_of(at, now)})
    return " · ".join(part for part in said if part)
