from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .checkpoints import Checkpoint
from .events import Event, Participant


class Result(models.TextChoices):
    """The verdicts, in the order in which they are tested; staff refuse by hand. The last two are of exits."""

    UNKNOWN = "unknown", _("unknown")
    AMBIGUOUS = "ambiguous", _("ambiguous")
    WITHDRAWN = "withdrawn", _("withdrawn")
    WRONG_CHECKPOINT = "wrong_checkpoint", _("wrong checkpoint")
    ALREADY_IN = "already_in", _("already in")
    ADMITTED = "admitted", _("admitted")
    REFUSED = "refused", _("refused by staff")
    LEFT = "left", _("left")
    NOT_INSIDE = "not_inside", _("not inside")


class Source(models.TextChoices):
    SCAN = "scan", _("scan")
    SEARCH = "search", _("search")
    ORDER = "order", _("order")
    OFFLINE = "offline", _("offline")
    KIWIFY = "kiwify", _("Kiwify's app")
    ADMIN = "admin", _("admin")
    PAPER = "paper", _("printed list")


class Detail(models.TextChoices):
    """What else made a verdict: why a ticket is not good, and what Kiwify said of a code that was not known here."""

    REFUNDED = "refunded", _("refund reported")
    CHARGEBACK = "chargeback", _("chargeback reported")
    FOUND = "found", _("found at Kiwify")
    NOT_FOUND = "not_found", _("not at Kiwify either")
    NO_ANSWER = "no_answer", _("Kiwify did not answer")
    CLOSED = "closed", _("checkpoint closed")
    ELSEWHERE = "elsewhere", _("ticket of another event")


class Closing(models.TextChoices):
    UNDO = "undo", _("undone")
    EXIT = "exit", _("exit")


class Settling(models.TextChoices):
    """What an organizer found out about a ticket that was let in twice."""

    SAME = "same", _("the same person, counted twice")
    TWO = "two", _("two people on one ticket")
    MISTAKE = "mistake", _("a mistake at the door")


# As a reason: nobody was asked one by one.
EVERYONE_OUT = "everyone out"


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def open_at(self, checkpoint: Checkpoint) -> Self:
        """Admissions that neither an undo nor an exit has closed: the people inside."""
        return self.filter(checkpoint=checkpoint, result=Result.ADMITTED, closed_at=None)

    def standing(self) -> Self:
        """Admissions that were not undone: the people who came, whether or not they left again."""
        return self.filter(result=Result.ADMITTED).exclude(closed_how=Closing.UNDO)


class CheckIn(models.Model):
    """A row for every verdict, refused ones too. Append-only; only `door` writes here.

    An admission is open until an undo or an exit closes it. The constraint lets the database pick the winner
    when several people tap at once.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="check_ins", verbose_name=_("event"))
    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, related_name="check_ins", verbose_name=_("checkpoint")
    )
    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        null=True,
        related_name="check_ins",
        verbose_name=_("participant"),
    )
    result = models.CharField(_("result"), max_length=20, choices=Result.choices)
    detail = models.CharField(_("detail"), max_length=10, choices=Detail.choices, blank=True)
    overruled = models.CharField(_("verdict overruled"), max_length=20, choices=Result.choices, blank=True)
    reason = models.CharField(_("reason given"), max_length=200, blank=True)
    earlier = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="repeats",
        verbose_name=_("earlier admission"),
    )
    code = models.CharField(_("code read"), max_length=64, blank=True)
    happened_at = models.DateTimeField(_("happened"))
    recorded_at = models.DateTimeField(_("recorded"))
    gate = models.CharField(_("gate"), max_length=40, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="check_ins",
        verbose_name=_("person"),
    )  # fmt: skip
    tablet = models.ForeignKey(
        "Tablet", on_delete=models.PROTECT, null=True, related_name="check_ins", db_index=False,
        verbose_name=_("tablet"),
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    other_event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=_("event of the ticket"),
    )  # fmt: skip
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_how = models.CharField(_("closed how"), max_length=10, choices=Closing.choices, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("closed by"),
    )
    closed_reason = models.CharField(_("reason"), max_length=200, blank=True)
    settled_how = models.CharField(_("double settled"), max_length=10, choices=Settling.choices, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ("-recorded_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("participant", "checkpoint"),
                condition=Q(result="admitted", closed_at=None),
                name="one_open_admission",
            ),
            models.CheckConstraint(
                condition=~Q(
                    result__in=(
                        "admitted",
                        "already_in",
                        "withdrawn",
                        "wrong_checkpoint",
                        "refused",
                        "left",
                        "not_inside",
                    )
                )
                | Q(participant__isnull=False),
                name="verdict_about_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_how="")
                | Q(result="admitted", closed_at__isnull=False, closed_how__in=("undo", "exit")),
                name="closed_with_how",
            ),
        )
        indexes = (
            models.Index(fields=("event", "-recorded_at"), name="check_in_log"),
            models.Index(fields=("event", "person", "-recorded_at"), name="check_in_by_person"),
            models.Index(fields=("tablet", "-recorded_at"), name="check_in_by_tablet"),
            # Doubles are asked for all the time, and few.
            models.Index(
                fields=("event", "settled_how", "source"), condition=Q(result="already_in"), name="check_in_doubles"
            ),
            # Counting people takes all it needs from one of these, in the order that makes them distinct.
            models.Index(
                fields=("event", "result", "participant", "closed_how", "closed_at"), name="check_in_count_event"
            ),
            models.Index(
                fields=("checkpoint", "result", "participant", "closed_how", "closed_at"),
                name="check_in_count_checkpoint",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_result_display()} {timezone.localtime(self.recorded_at):%Y-%m-%d %H:%M:%S}"

    @property
    def is_open(self) -> bool:
        return self.result == Result.ADMITTED and self.closed_at is None
