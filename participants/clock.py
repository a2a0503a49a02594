"""Moments as staff read them, in the language and time zone that are active."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def ago(then: datetime, now: datetime) -> str:
    """ "12 s ago" and "38 min ago"; from an hour on, the time: "at 18:02"."""
    seconds = max(0, int((now - then).total_seconds()))
    if seconds < 60:
        return _("%(seconds)s s ago") % {"seconds": seconds}
    if seconds < 3600:
        return _("%(minutes)s min ago") % {"minutes": seconds // 60}
    return _("at %(time)s") % {"time": time_of(then, now)}


def time_of(then: datetime, now: datetime, form: str = "H:i") -> str:
    """The time alone where it is today; with the day where it is not."""
    then, now = timezone.localtime(then), timezone.localtime(now)
    time = formats.date_format(then, form)
    return time if then.date() == now.date() else f"{formats.date_format(then, 'SHORT_DATE_FORMAT')} {time}"
