from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .events import Batch, Event, must_be_of_our_years


class Checkpoint(models.Model):
    """A list one can be checked in at: "Entrance" by default. Without batches it admits every one.

    People come in while it is open; with an exit, it also counts who leaves, and lets them in again.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="checkpoints", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    batches = models.ManyToManyField(
        Batch, blank=True, related_name="checkpoints", verbose_name=_("batches admitted"),
        help_text=_("None chosen: everybody is admitted here."),
    )  # fmt: skip
    opens_at = models.DateTimeField(
        _("opens"),
        null=True,
        blank=True,
        validators=[must_be_of_our_years],
        help_text=_("Left empty: nobody is stopped for being early."),
    )
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True, validators=[must_be_of_our_years])
    has_exit = models.BooleanField(
        _("counts who leaves"), default=False, help_text=_("Whoever leaves is checked out, and may come in again.")
    )

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("event", "name"), name="checkpoint_name_once_per_event"),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=models.F("opens_at")),
                name="checkpoint_closes_after_it_opens",
                violation_error_message=_("A checkpoint closes after it opens."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def admits_some(self) -> bool:
        """Whether only some batches are admitted. A query that is asked often brings it along as `has_batches`."""
        known: bool | None = getattr(self, "has_batches", None)
        return self.batches.exists() if known is None else known

    def is_open_at(self, moment: datetime) -> bool:
        return (self.opens_at is None or self.opens_at <= moment) and (
            self.closes_at is None or moment < self.closes_at
        )
