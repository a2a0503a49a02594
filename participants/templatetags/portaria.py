"""How people, codes and moments are written on the door's screens."""

import json
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from .. import clock, freshness, tablets
from ..models import Event, Participant, Tablet
from ..scanned import TEST_CODE, shortened

register = template.Library()


@register.simple_tag
def new_id() -> UUID:
    """The id of a check-in that this page may ask for: however often it is sent, it counts once."""
    return uuid4()


@register.simple_tag
@cache
def import_map() -> SafeString:
    """Every script of ours under its bare name, so that one imports another whatever its hashed address is."""
    scripts = sorted(settings.BASE_DIR.joinpath("static", "js").glob("*.js"))
    imports = {script.stem: static(f"js/{script.name}") for script in scripts}
    return mark_safe(json.dumps({"imports": imports}).replace("<", "\\u003c"))  # noqa: S308 # our own file names


@register.filter
def grouped(number: int | None) -> str:
    """With the language's separator for thousands; a dash where Kiwify has not told."""
    return "—" if number is None else formats.number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def masked_cpf(cpf: str) -> str:
    """The middle six digits, enough to compare with a document: •••.455.981-••"""
    padded = cpf.zfill(11)
    return f"•••.{padded[3:6]}.{padded[6:9]}-••" if cpf else ""


@register.filter
def short_code(code: str) -> str:
    """Both ends of a long code: HO2V…UBH"""
    return f"{code[:4]}…{code[-3:]}" if len(code) > 9 else code


register.filter(shortened)


@register.filter
def named(participant: Participant, event: Event) -> str:
    """Their name; where there is none, whether Kiwify never gave it or it was erased here."""
    return str(participant) if participant.name or not event.forgotten_at else gettext("name erased")


@register.simple_tag
def test_code() -> str:
    """What the harmless code says that tries a scanner or a camera out."""
    return TEST_CODE


@register.filter
def ago(moment: datetime) -> str:
    return clock.ago(moment, timezone.now())


@register.filter
def time_of(moment: datetime) -> str:
    return clock.time_of(moment, timezone.now())


@register.filter
def time_of_second(moment: datetime) -> str:
    return clock.time_of(moment, timezone.now(), "H:i:s")


@register.filter
def is_only_here(request: HttpRequest) -> bool:
    """Whether an address made of this request leads nowhere from another device."""
    return urlsplit(f"//{request.get_host()}").hostname in {"localhost", "127.0.0.1", "::1"}


@register.filter
def contact(moment: datetime) -> str:
    """How long ago a tablet was heard from, which polls every two seconds: there, late or lost."""
    silent = (timezone.now() - moment).total_seconds()
    return "there" if silent < 30 else "late" if silent < 120 else "lost"


@register.filter
def staleness(moment: datetime | None) -> str:
    """How far to trust a read of this age: fresh, late or old."""
    return freshness.level(moment)


@register.filter
def lights(tablet: Tablet) -> list[tablets.Shown]:
    """What a tablet found out about itself, light by light."""
    return tablets.lights_of(tablet)


@register.filter
def lights_not_green(tablet: Tablet) -> list[tablets.Shown]:
    return [shown for shown in tablets.lights_of(tablet) if shown.state != tablets.State.GREEN]
