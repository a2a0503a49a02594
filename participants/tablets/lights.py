"""What a tablet found out about itself before the door opens: a light for each thing that it needs.

A tablet keeps its lights as `{"camera": "green", "clock": "amber", "clock_ms": 2400}`. What was not tried has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ..models import Tablet


class State(models.TextChoices):
    GREEN = "green", _("ready")
    AMBER = "amber", _("attention")
    RED = "red", _("does not work")
    NONE = "none", _("not tried yet")


class Light(models.TextChoices):
    """In the order in which they are shown."""

    CAMERA = "camera", _("Camera")
    SOUND = "sound", _("Sound")
    CLOCK = "clock", _("Clock")
    STORAGE = "storage", _("Storage")
    CONNECTION = "connection", _("Connection")
    AWAKE = "awake", _("Screen on")
    LIST = "list", _("List and rights")


@dataclass(frozen=True, slots=True)
class Shown:
    """A light with its state, both in words too."""

    light: Light
    state: State


def note_lights(tablet: Tablet, told: Mapping[str, object], *, now: datetime) -> None:
    """Keep what a tablet told, beside what it told before: each light is told when it changes."""
    with transaction.atomic():
        kept = Tablet.objects.select_for_update(no_key=True).get(pk=tablet.pk)
        kept.lights, kept.lights_at = {**kept.lights, **told}, now
        kept.save(update_fields=["lights", "lights_at"])


def lights_of(tablet: Tablet) -> list[Shown]:
    return [Shown(light, State(tablet.lights.get(light, State.NONE))) for light in Light]
