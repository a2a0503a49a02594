from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .events import Event


class SyncRun(models.Model):
    """One read of an event's participants from Kiwify: what came, what changed, or why it failed."""

    class Status(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        HELD = "held", _("held")
        FAILED = "failed", _("failed")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reads", verbose_name=_("event"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.RUNNING)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    listed = models.PositiveIntegerField(_("listed"), default=0)
    duplicates = models.PositiveIntegerField(_("listed twice"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    missing = models.PositiveIntegerField(_("missing once"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)
    arrivals = models.PositiveIntegerField(_("arrivals at Kiwify"), default=0)
    error = models.CharField(_("error"), max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("read")
        verbose_name_plural = _("reads")
        ordering = ("-started_at",)
        indexes = (models.Index(fields=("event", "-started_at"), name="read_log"),)

    def __str__(self) -> str:
        return f"{self.event} {timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"
