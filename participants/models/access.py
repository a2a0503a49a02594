from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .events import Event


class Role(models.TextChoices):
    """What somebody may do at one event, each with all that the one before may. Admins may do all, everywhere."""

    DOOR = "door", _("door staff")
    LEAD = "lead", _("lead")
    ORGANIZER = "organizer", _("organizer")

    @property
    def rank(self) -> int:
        return list(Role).index(self)


class Membership(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("event"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    pin_hash = models.CharField(max_length=128, blank=True, editable=False)

    class Meta:
        verbose_name = _("role at an event")
        verbose_name_plural = _("roles at events")
        constraints = (models.UniqueConstraint(fields=("user", "event"), name="one_role_per_event"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.event} · {self.get_role_display()}"


class Invitation(models.Model):
    """An offer of a role at an event, for whoever opens its address first and chooses a name and a password."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"{self.event} · {self.name}"

    def is_open_at(self, moment: datetime) -> bool:
        return self.used_at is None and moment < self.expires_at


class ApiClient(models.Model):
    """A program that reads one event's participants from us as it would from Kiwify."""

    name = models.CharField(_("name"), max_length=100)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="api_clients", verbose_name=_("event"))
    client_id = models.CharField(_("client id"), max_length=40, unique=True, editable=False)
    secret_hash = models.CharField(max_length=128, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    minute = models.DateTimeField(null=True, editable=False)
    calls_in_minute = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
