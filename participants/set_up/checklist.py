"""What an event needs before its door opens, step by step: how each stands, and what to do about it.

However large the event, its checklist asks the database the same few questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import clock, freshness, schedule
from ..accounts import webhook_tokens
from ..kiwify.errors import CredentialsDead, Forbidden, TokenStale
from ..kiwify_wording import grouped, sentence_for
from ..models import Batch, Checkpoint, Event, Reading, Role, SyncRun, Tablet
from ..tablets import State, lights_of

# A follower looks at what is due every second, and may be busy for a few.
STARTS_WITHIN = timedelta(seconds=15)
OF_THE_KEY = {CredentialsDead.code, TokenStale.code, Forbidden.code}


class Standing(models.TextChoices):
    """How a step stands; the values are those of a tablet's lights, and are drawn as they are."""

    READY = "green", gettext_lazy("ready")
    LOOK = "amber", gettext_lazy("look at this")
    MISSING = "red", gettext_lazy("missing")
    OPEN = "none", gettext_lazy("not yet")


@dataclass(frozen=True, slots=True)
class Step:
    """`address` is where it is done, with the words that lead there."""

    name: str
    standing: Standing
    sentence: str
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """`running` is the read that goes on; `waits`: one was asked for, and begins in a moment."""

    steps: Sequence[Step]
    running: SyncRun | None
    waits: bool

    @property
    def can_open(self) -> bool:
        """Whether the door knows its guests: the list was read, and nothing is missing."""
        standings = {step.standing for step in self.steps}
        return self.steps[0].standing != Standing.OPEN and Standing.MISSING not in standings

    @property
    def ready(self) -> int:
        return sum(step.standing == Standing.READY for step in self.steps)

    @property
    def poll(self) -> int:
        """Seconds until it is worth looking again."""
        return 1 if self.running or self.waits else 5


def checklist_of(event: Event, *, now: datetime) -> Checklist:
    reading = Reading.objects.filter(event=event).first()
    batches = list(event.batches.prefetch_related("checkpoints"))
    steps = (
        Step(_("Tickets from Kiwify"), *_list(event, reading, batches, now), *_where_to_mend(event)),
        Step(_("Reader"), *_reader(event, reading, now), _page("reads", event), _("See the reads")),
        Step(_("Checkpoints"), *_checkpoints(event, batches, now), _page("checkpoints", event), _("See them")),
        Step(_("Capacity"), *_capacity(event), "#id_capacity", _("Set the places")),
        Step(_("Staff"), *_staff(event), _page("staff", event), _("Add staff")),
        Step(_("Tablets"), *_tablets(event), _page("tablets", event), _("Pair tablets")),
        Step(_("Webhook"), *_webhook(event, now), "#webhook", _("See how")),
    )
    running = event.reads.filter(status=SyncRun.Status.RUNNING).first()
    return Checklist(steps, running, waits=bool(reading and reading.asked_at))


type Found = tuple[Standing, str]


def _page(name: str, event: Event) -> str:
    return reverse(name, args=[event.slug])


def _where_to_mend(event: Event) -> tuple[str, str]:
    if event.trouble in OF_THE_KEY:
        return reverse("account", args=[event.account_id]), _("See the account")
    return _page("reads", event), _("See the reads")


def _list(event: Event, reading: Reading | None, batches: Sequence[Batch], now: datetime) -> Found:
    if event.trouble:
        return Standing.LOOK if event.read_at else Standing.MISSING, sentence_for(event.trouble)
    if event.read_at is None or reading is None or reading.full_read_at is None:
        return Standing.OPEN, _("The first read has not ended yet.")
    if reading.held:
        return Standing.LOOK, _("A read is held, as it lacks many tickets. Say whether they are gone.")
    age, tickets = clock.ago(event.read_at, now), sum(batch.tickets for batch in batches)
    if not tickets:
        return Standing.LOOK, _("Kiwify lists no ticket yet.")
    if freshness.level(event.read_at) == freshness.OLD:
        return Standing.LOOK, _("Last read %(age)s. That is old.") % {"age": age}
    sentence = ngettext("%(tickets)s ticket, read %(age)s.", "%(tickets)s tickets, read %(age)s.", tickets)
    return Standing.READY, sentence % {"tickets": grouped(tickets), "age": age}


def _reader(event: Event, reading: Reading | None, now: datetime) -> Found:
    if not event.is_active:
        return Standing.MISSING, _("This event is archived, so its tickets are no longer read from Kiwify.")
    if schedule.is_followed(reading):
        return Standing.READY, _("Kiwify is being followed.")
    if now - event.created_at < STARTS_WITHIN:
        return Standing.OPEN, _("The read begins in a moment.")
    return Standing.MISSING, _(
        "Nothing reads Kiwify. On the server, start manage.py sync --follow, or ask whoever looks after Portaria to."
    )


def _checkpoints(event: Event, batches: Sequence[Batch], now: datetime) -> Found:
    checkpoints = list(event.checkpoints.prefetch_related("batches"))
    if not checkpoints:
        return Standing.MISSING, _("There is none, so nobody can be checked in.")
    if all(one.closes_at and one.closes_at <= now for one in checkpoints):
        return Standing.LOOK, _("All of them have closed by their hours.")
    if nowhere := _admitted_nowhere(checkpoints, batches):
        return Standing.LOOK, _("Admitted nowhere: %(batches)s.") % {"batches": ", ".join(map(str, nowhere))}
    sentence = ngettext(
        "%(number)s checkpoint, and every batch is admitted.", "%(number)s checkpoints, and every batch is admitted.",
        len(checkpoints),
    )  # fmt: skip
    return Standing.READY, sentence % {"number": len(checkpoints)}


def _admitted_nowhere(checkpoints: Sequence[Checkpoint], batches: Sequence[Batch]) -> list[Batch]:
    if any(not one.batches.all() for one in checkpoints):
        return []
    return [batch for batch in batches if batch.tickets and not batch.checkpoints.all()]


def _capacity(event: Event) -> Found:
    places, issued = event.capacity or event.max_tickets, event.issued_tickets
    if not places and not event.read_at:
        return Standing.OPEN, _("The first read tells how many Kiwify has. Give the hall's own number below.")
    if not places:
        return Standing.OPEN, _(
            "Kiwify tells no capacity. Give the hall's below, and the board warns before it is full."
        )
    if issued and issued > places:
        numbers = {"issued": grouped(issued), "places": grouped(places)}
        return Standing.LOOK, _("%(issued)s tickets for %(places)s places: the hall may fill up.") % numbers
    numbers = {"places": grouped(places), "percent": str(event.warns_at)}
    return Standing.READY, _("%(places)s places. The board warns at %(percent)s%%.") % numbers


def _staff(event: Event) -> Found:
    staff = list(event.memberships.select_related("user"))
    without = [one.user for one in staff if not one.pin_hash and not one.user.has_usable_password()]
    if without:
        names = ", ".join(user.get_short_name() or user.username for user in without)
        return Standing.LOOK, _("Neither a PIN nor a password: %(names)s.") % {"names": names}
    if all(one.role == Role.ORGANIZER for one in staff):
        return Standing.OPEN, _("Nobody for the door yet, besides organizers.")
    sentence = ngettext(
        "%(number)s person, with a PIN or a password.", "%(number)s people, each with a PIN or a password.", len(staff)
    )
    return Standing.READY, sentence % {"number": len(staff)}


def _tablets(event: Event) -> Found:
    tablets = list(event.tablets.paired().select_related("event"))
    if not tablets:
        return Standing.OPEN, _("None is paired. Staff may also sign in on any device.")
    if unchecked := [one for one in tablets if one.lights_at is None]:
        return Standing.LOOK, _("Not checked yet: %(tablets)s.") % {"tablets": _names(unchecked)}
    if unwell := [one for one in tablets if any(light.state != State.GREEN for light in lights_of(one))]:
        return Standing.LOOK, _("Not all green: %(tablets)s.") % {"tablets": _names(unwell)}
    sentence = ngettext("%(number)s tablet, all green.", "%(number)s tablets, all green.", len(tablets))
    return Standing.READY, sentence % {"number": len(tablets)}


def _names(tablets: Sequence[Tablet]) -> str:
    return ", ".join(str(tablet) for tablet in tablets)


def _webhook(event: Event, now: datetime) -> Found:
    heard = event.account.webhook_heard_at
    if heard:
        return Standing.READY, _("Heard %(age)s.") % {"age": clock.ago(heard, now)}
    if any(webhook_tokens(event.account)):
        return Standing.LOOK, _("Its token is kept, and nothing was heard yet. Press the test button in Kiwify.")
    return Standing.OPEN, _("Optional: with it a sale shows within seconds. Below stands how.")
