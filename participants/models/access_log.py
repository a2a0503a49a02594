from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .events import Event


class Seen(models.TextChoices):
    """What of people's data left the database for somebody's eyes."""

    EXPORT = "export", _("export")
    GATE_LIST = "gate_list", _("printed list")
    PARTICIPANT = "participant", _("a participant's page")


class AccessEntry(models.Model):
    """Who saw or took away people's data, and how much of it. Written once, never changed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="access_entries", verbose_name=_("event"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_entries", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), db_index=True)
    what = models.CharField(_("what"), max_length=12, choices=Seen.choices)
    details = models.CharField(_("details"), max_length=300, blank=True)
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("entry of the access log")
        verbose_name_plural = _("access log")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.person} · {self.get_what_display()} · {timezone.localtime(self.at):%Y-%m-%d %H:%M:%S}"
