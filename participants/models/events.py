from datetime import datetime
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import Account, one_printable_word

EARLIEST_YEAR, LATEST_YEAR = 2000, 2199


def must_be_a_timezone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Write it as in America/Sao_Paulo or America/Manaus."))


def must_be_of_our_years(moment: datetime) -> None:
    """Beyond these years databases and time zones run out of calendar."""
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValidationError(
            _("Choose a year from %(earliest)s to %(latest)s.") % {"earliest": EARLIEST_YEAR, "latest": LATEST_YEAR}
        )


class Colour(models.TextChoices):
    """Colours that are told apart on white and under white: of batches, and of events side by side."""

    BLUE = "blue", _("blue")
    PURPLE = "purple", _("purple")
    OLIVE = "olive", _("olive")
    ROSE = "rose", _("rose")
    TEAL = "teal", _("teal")
    RUST = "rust", _("rust")
    INDIGO = "indigo", _("indigo")
    GRAPHITE = "graphite", _("graphite")


class Event(models.Model):
    """One Kiwify product and its door. The totals are Kiwify's, as of the last complete read."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="events", verbose_name=_("Kiwify account")
    )
    product_id = models.CharField(_("Kiwify's product id"), max_length=64, unique=True, validators=[one_printable_word])
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("The door opens at /e/address/."))
    timezone = models.CharField(
        _("time zone"), max_length=40, default="America/Sao_Paulo", validators=[must_be_a_timezone]
    )
    # One that is not is archived: its door is closed, nothing is read, and what was recorded can only be looked at.
    is_active = models.BooleanField(_("active"), default=True, editable=False)
    starts_at = models.DateTimeField(
        _("starts"), null=True, blank=True, validators=[must_be_of_our_years],
        help_text=_("Near its time, and whenever a door page is open, an event is read every few seconds."),
    )  # fmt: skip
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, validators=[must_be_of_our_years])
    colour = models.CharField(
        _("colour"), max_length=10, choices=Colour.choices, default=Colour.TEAL,
        help_text=_("Always in sight at the door, so that nobody works at another event by mistake."),
    )  # fmt: skip
    asks_who = models.BooleanField(
        _("paired tablets ask who is there"), default=True,
        help_text=_("Staff with a PIN say who they are. Without any PIN nobody is asked."),
    )  # fmt: skip
    warns_at = models.PositiveSmallIntegerField(
        _("capacity warning"), default=90, validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("The board warns when so many per cent of the places are taken."),
    )  # fmt: skip
    capacity = models.PositiveIntegerField(
        _("places in the hall"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
        help_text=_("Left empty: as many as Kiwify has tickets for sale."),
    )  # fmt: skip
    max_tickets = models.PositiveIntegerField(_("capacity"), null=True, editable=False)
    issued_tickets = models.PositiveIntegerField(_("issued"), null=True, editable=False)
    sold_tickets = models.PositiveIntegerField(_("sold"), null=True, editable=False)
    available = models.PositiveIntegerField(_("available"), null=True, editable=False)
    total_checkin = models.PositiveIntegerField(_("checked in at Kiwify"), null=True, editable=False)
    read_at = models.DateTimeField(_("last read"), null=True, editable=False)
    changed_at = models.DateTimeField(_("last change"), null=True, editable=False)
    trouble = models.CharField(_("trouble with reading"), max_length=40, blank=True, editable=False)
    trouble_since = models.DateTimeField(_("trouble since"), null=True, editable=False)
    has_notes = models.BooleanField(default=False, editable=False)
    has_refusals = models.BooleanField(default=False, editable=False)
    door_open_at = models.DateTimeField(_("door page last open"), null=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    # Since when it is not active, and who said so. Only `archiving` writes these and `is_active`.
    archived_at = models.DateTimeField(_("archived"), null=True, editable=False)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, db_index=False,
        related_name="+", verbose_name=_("archived by"),
    )  # fmt: skip
    # Whether its people stand in the search's index: soon those of active events, and no others.
    is_indexed = models.BooleanField(default=True, db_default=True, editable=False)
    forgotten_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-is_active", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_its_start",
                violation_error_message=_("An event cannot end before it starts."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("door", args=[self.slug])


class Batch(models.Model):
    """A ticket type (*lote*), as Kiwify names it; the colour is the door's, for wristbands and rows."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="batches", verbose_name=_("event"))
    kiwify_id = models.CharField(_("Kiwify's batch id"), max_length=64, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=255, blank=True, editable=False)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices, default=Colour.BLUE)
    tickets = models.PositiveIntegerField(_("tickets"), default=0, editable=False)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("event", "kiwify_id"), condition=~Q(kiwify_id=""), name="batch_once_per_event"
            ),
            # A batch without an id is known by its name alone.
            models.UniqueConstraint(
                fields=("event", "name"), condition=Q(kiwify_id=""), name="nameless_batch_once_per_event"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.kiwify_id


class Attention(models.TextChoices):
    """Why a ticket that Kiwify still lists may not be good: what a webhook told of its order."""

    REFUNDED = "refunded", _("refund reported")
    CHARGEBACK = "chargeback", _("chargeback reported")


class Participant(models.Model):
    """One ticket, one person, as Kiwify lists it. Only `sync` writes here."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants", verbose_name=_("event"))
    kiwify_id = models.CharField(_("Kiwify's id"), max_length=64)
    code = models.CharField(_("code"), max_length=64, blank=True)
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, related_name="participants", verbose_name=_("batch")
    )
    name = models.CharField(_("name"), max_length=255, blank=True)
    # The name folded, as lists are sorted by it.
    sorts_as = models.CharField(max_length=255, blank=True, editable=False)
    email = models.CharField(_("e-mail"), max_length=255, blank=True)
    cpf = models.CharField("CPF", max_length=20, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    order_id = models.CharField(_("order"), max_length=64, blank=True)
    kiwify_checkin_at = models.DateTimeField(_("checked in at Kiwify"), null=True)
    kiwify_created_at = models.DateTimeField(_("created at Kiwify"), null=True)
    kiwify_updated_at = models.DateTimeField(_("updated at Kiwify"), null=True)
    missing_since = models.DateTimeField(_("missing since"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    attention = models.CharField(_("attention"), max_length=10, choices=Attention.choices, blank=True)
    attention_at = models.DateTimeField(_("attention since"), null=True)
    written_at = models.DateTimeField(_("last written"), default=timezone.now)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("event", "kiwify_id"), name="participant_once_per_event"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(missing_since__isnull=False),
                name="withdrawn_after_missing",
            ),
            models.CheckConstraint(
                condition=Q(attention="", attention_at=None) | (~Q(attention="") & Q(attention_at__isnull=False)),
                name="attention_with_its_moment",
            ),
        )
        indexes = (
            models.Index(fields=("event", "code"), name="participant_code"),
            models.Index(fields=("event", "order_id"), name="participant_order"),
            # Programs page through all that are listed: the pages before theirs are counted here alone.
            models.Index(
                fields=("event", "kiwify_created_at", "kiwify_id", "id"),
                condition=Q(withdrawn_at=None),
                name="participant_in_pages",
            ),
            models.Index(fields=("event", "sorts_as", "id"), name="participant_by_name"),
            # Asked of every active event once a second, and hardly ever anybody's.
            models.Index(
                fields=("event",),
                condition=(Q(missing_since__isnull=False) | ~Q(attention="")) & Q(withdrawn_at=None),
                name="participant_undecided",
            ),
        )

    def __str__(self) -> str:
        return self.name or str(_("name not given"))

    @property
    def batch_name(self) -> str:
        return str(self.batch) if self.batch else ""
