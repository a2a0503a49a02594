from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .events import Batch, Event, Participant


class Note(models.Model):
    """What staff must see before anything else: about a participant, an order or a batch. Ended, never deleted."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="notes", verbose_name=_("event"))
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, related_name="notes", verbose_name=_("participant")
    )
    order_id = models.CharField(_("order"), max_length=64, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="notes", verbose_name=_("batch"))
    text = models.CharField(_("text"), max_length=200)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(participant__isnull=False, order_id="", batch=None)
                | (Q(participant=None, batch=None) & ~Q(order_id=""))
                | Q(participant=None, order_id="", batch__isnull=False),
                name="note_about_one_thing",
            ),
        )
        indexes = (models.Index(fields=("event", "order_id"), condition=Q(ended_at=None), name="note_that_stands"),)

    def __str__(self) -> str:
        return self.text
