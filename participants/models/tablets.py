from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .checkpoints import Checkpoint
from .events import Event


class Ending(models.TextChoices):
    """How a pairing ended before its event did."""

    REVOKED = "revoked", _("ended by an organizer or a lead")
    LEFT = "left", _("ended at the tablet")
    COPIED = "copied", _("its key was in use twice")


class TabletQuerySet(models.QuerySet["Tablet"]):
    def paired(self) -> Self:
        """Those that nobody has ended."""
        return self.filter(ended_at=None)


class Tablet(models.Model):
    """A browser at a gate of one event, with nobody's account on it.

    It holds a key in a cookie; we keep hashes: of the key in use, of the one it has been handed next, and of the one
    before. `person` is who said, with a PIN at `pin_at`, to be at it, and worked there last at `worked_at`. What it
    tells of itself is shown to organizers and leads.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tablets", verbose_name=_("event"))
    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, related_name="tablets", verbose_name=_("checkpoint")
    )
    gate = models.CharField(_("gate"), max_length=40)
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Tells the tablets of one gate apart."))
    paired_at = models.DateTimeField(_("paired"))
    paired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("paired by")
    )
    key_hash = models.CharField(max_length=64, editable=False)
    next_key_hash = models.CharField(max_length=64, blank=True, editable=False)
    next_key_at = models.DateTimeField(null=True, editable=False)
    lost_keys = models.PositiveSmallIntegerField(default=0, editable=False)
    old_key_hash = models.CharField(max_length=64, blank=True, editable=False)
    key_since = models.DateTimeField(editable=False)
    browser = models.CharField(max_length=64, editable=False)

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="tablets",
        verbose_name=_("person"),
    )  # fmt: skip
    worked_at = models.DateTimeField(null=True, editable=False)
    pin_at = models.DateTimeField(null=True, editable=False)

    seen_at = models.DateTimeField(_("last contact"))
    version = models.CharField(_("version"), max_length=40, blank=True)
    battery = models.PositiveSmallIntegerField(_("battery"), null=True)
    is_charging = models.BooleanField(_("charging"), null=True)
    lights = models.JSONField(default=dict, blank=True, editable=False)
    lights_at = models.DateTimeField(_("last checked"), null=True, editable=False)

    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_how = models.CharField(_("ended how"), max_length=10, choices=Ending.choices, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )

    objects = TabletQuerySet.as_manager()

    class Meta:
        verbose_name = _("tablet")
        verbose_name_plural = _("tablets")
        ordering = ("gate", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "gate", "number"), condition=Q(ended_at=None), name="one_tablet_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.gate} · {self.number}"


class Pairing(models.Model):
    """An invitation for one tablet, used once: shown as a QR code and as a code of words, kept as hashes of both."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pairings")
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="pairings")
    gate = models.CharField(_("gate"), max_length=40)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    words_hash = models.CharField(max_length=64, db_index=True, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tablet = models.OneToOneField(Tablet, on_delete=models.SET_NULL, null=True, related_name="pairing")

    def __str__(self) -> str:
        return f"{self.event} · {self.gate}"

    def is_open_at(self, moment: datetime) -> bool:
        return self.used_at is None and moment < self.expires_at


class Throttle(models.Model):
    """How often something went wrong since when, for one key: a kind of guess and whoever guesses."""

    key = models.CharField(max_length=100, unique=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
