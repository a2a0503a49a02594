from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .events import Event


class SyncRun(models.Model):
    """One read of an event's participants from Kiwify: what came, what changed, or why it failed.

    A read of changes that finds none leaves no row.
    """

    class Status(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        HELD = "held", _("held")
        FAILED = "failed", _("failed")

    class Kind(models.TextChoices):
        FULL = "full", _("everybody")
        CHANGES = "changes", _("changes")
        ORDER = "order", _("one order")
        CODE = "code", _("one code")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reads", verbose_name=_("event"))
    kind = models.CharField(_("what is read"), max_length=10, choices=Kind.choices, default=Kind.FULL)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.RUNNING)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    calls = models.PositiveIntegerField(_("calls"), default=0)
    expected = models.PositiveIntegerField(_("expected"), null=True)
    listed = models.PositiveIntegerField(_("listed"), default=0)
    duplicates = models.PositiveIntegerField(_("listed twice"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    missing = models.PositiveIntegerField(_("missing once"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)
    returned = models.PositiveIntegerField(_("listed again"), default=0)
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

    @property
    def seconds(self) -> float | None:
        """How long it took; never less than nothing, though a clock be set back meanwhile."""
        return max(0.0, (self.finished_at - self.started_at).total_seconds()) if self.finished_at else None


class Reading(models.Model):
    """How an event is being read: by whom now, what comes next and when, and what is held.

    All followers, on whatever machine, go by this row.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="reading")
    # The lease: whose it is, and until when if they are not heard of again.
    reader = models.UUIDField(null=True)
    reader_until = models.DateTimeField(null=True)
    # Signs of life, and of a person's wish.
    followed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    # What was read last, and how long each kind of read rests: to keep Kiwify's limit, or after a failure.
    full_read_at = models.DateTimeField(null=True)
    full_rest_until = models.DateTimeField(null=True)
    full_is_wanted = models.BooleanField(default=False)
    changes_read_at = models.DateTimeField(null=True)
    changes_rest_until = models.DateTimeField(null=True)
    # Whether Kiwify's filter by date was seen not to work.
    changes_useless = models.BooleanField(default=False)
    # Kiwify's newest `updated_at` that a read has seen.
    changed_until = models.DateTimeField(null=True)
    # Tickets that Kiwify counts as issued and did not list, at the last full read.
    unlisted = models.IntegerField(null=True)
    # Reads that failed since the last full one that did not.
    failures = models.PositiveSmallIntegerField(default=0)
    # Primary keys of the tickets that a held read lacks.
    held = models.JSONField(default=list)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")

    def __str__(self) -> str:
        return str(self.event)


class Notice(models.Model):
    """What a webhook told, once: an order to read again, and why. Nothing else in it is kept or believed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12)
    order_id = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = (models.UniqueConstraint(fields=("event", "kind", "order_id"), name="told_once"),)
        indexes = (
            models.Index(fields=("event", "received_at"), condition=models.Q(read_at=None), name="notice_to_read"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%Y-%m-%d %H:%M}"
