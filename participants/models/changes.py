from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .events import Event, Participant


class Changed(models.TextChoices):
    """What a read found otherwise than before, of all that people care about."""

    NAME = "name", _("name")
    EMAIL = "email", _("e-mail")
    CPF = "cpf", "CPF"
    PHONE = "phone", _("phone")
    CODE = "code", _("code")
    BATCH = "batch", _("batch")
    ORDER = "order", _("order")
    ARRIVAL = "arrival", _("checked in at Kiwify")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RETURNED = "returned", _("listed again")


class ParticipantChange(models.Model):
    """A change that Kiwify made to a participant, as a read found it. Append-only; only `sync` writes here.

    `before` and `after` are personal data, and go with their participant.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="participant_changes", db_index=False, verbose_name=_("event")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="changes", db_index=False, verbose_name=_("participant")
    )
    at = models.DateTimeField(_("when"))
    what = models.CharField(_("what"), max_length=10, choices=Changed.choices)
    before = models.CharField(_("before"), max_length=255, blank=True)
    after = models.CharField(_("after"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("change at Kiwify")
        verbose_name_plural = _("changes at Kiwify")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("participant", "-at"), name="change_of_one"),
            models.Index(fields=("event", "what", "participant", "at"), name="change_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M:%S}"
