"""What an admin does to events: from their list with those chosen, and on its own page with one."""

import time
from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import archiving
from ..accounts import client_for
from ..kiwify.errors import KiwifyError
from ..kiwify.http import Patience
from ..kiwify_wording import in_words, outcome_of
from ..leases import LeaseLost
from ..models import Event, SyncRun
from ..sync import BeingRead, accept_held, read_event
from ..sync.gathering import Progress
from ..templatetags.portaria import grouped
from .bases import Admin

# Somebody is waiting for the page, and so is the proxy before it.
IMPATIENT = Patience(attempts=2, connect=3.05, read=8, whole_answer=12, longest_wait=5)
LONGEST_READ = 45.0


class EventActions(Admin):
    actions = ("read_now", "believe", "archive", "bring_back")
    buttons = actions

    @admin.action(permissions=["change"], description=_("Read now"))
    def read_now(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        progress = until(time.monotonic() + LONGEST_READ)
        for event in events.select_related("account"):
            if event.is_active:
                self._read(request, event, progress)
            else:
                self.message_user(request, _IS_ARCHIVED % {"event": event}, messages.ERROR)

    @admin.action(permissions=["change"], description=_("Believe that the missing tickets are gone"))
    def believe(self, request: HttpRequest, events: QuerySet[Event]) -> HttpResponseBase | None:
        if "confirmed" in request.POST:
            for event in events:
                withdrawn = accept_held(event, now=timezone.now())
                told = ngettext(
                    "%(event)s: %(tickets)s ticket was withdrawn.",
                    "%(event)s: %(tickets)s tickets were withdrawn.",
                    withdrawn,
                )
                self.message_user(request, told % {"event": event, "tickets": grouped(withdrawn)}, messages.SUCCESS)
            return None
        chosen = list(events)
        self.complete(chosen)
        return self._ask(request, "believe", _("Believe that the missing tickets are gone?"), chosen)

    @admin.action(permissions=["change"], description=_("Archive"))
    def archive(self, request: HttpRequest, events: QuerySet[Event]) -> HttpResponseBase | None:
        if "confirmed" not in request.POST:
            return self._ask(request, "archive", _("Archive?"), events)
        for event in events:
            try:
                archiving.archive(event, person=cast(User, request.user), now=timezone.now())
            except archiving.UnderWay:
                self.message_user(request, _UNDER_WAY % {"event": event}, messages.ERROR)
            else:
                self.message_user(request, _ARCHIVED % {"event": event}, messages.SUCCESS)
        return None

    @admin.action(permissions=["change"], description=_("Bring back from the archive"))
    def bring_back(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        for event in events:
            try:
                archiving.bring_back(event)
            except archiving.Forgotten:
                self.message_user(request, _FORGOTTEN % {"event": event}, messages.ERROR)
            else:
                self.message_user(request, _BACK % {"event": event}, messages.SUCCESS)

    def _ask(self, request: HttpRequest, action: str, title: Any, events: Iterable[Event]) -> TemplateResponse:
        """Before what many feel: what will happen, to which events, and a button that says so."""
        context = self.admin_site.each_context(request) | {
            "title": title,
            "opts": self.opts,
            "action": action,
            "events": events,
            "selected": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, f"admin/participants/event/{action}.html", context)

    def _read(self, request: HttpRequest, event: Event, progress: Progress) -> None:
        try:
            run = read_event(event, client=client_for(event.account, IMPATIENT), progress=progress)
        except KiwifyError as problem:
            self.message_user(request, f"{event}: {in_words(problem)}", messages.ERROR)
        except TimeoutError:
            self.message_user(request, f"{event}: {_TOO_LONG % {'id': event.product_id}}", messages.WARNING)
        except (BeingRead, LeaseLost):
            self.message_user(request, f"{event}: {_BEING_READ}", messages.INFO)
        else:
            held = run.status == SyncRun.Status.HELD
            level = messages.WARNING if held else messages.SUCCESS
            self.message_user(request, f"{event}: {outcome_of(run)}", level)


def until(deadline: float) -> Progress:
    def heed(_rows: int, _hint: int | None) -> None:
        if time.monotonic() > deadline:
            raise TimeoutError

    return heed


_ARCHIVED = _("%(event)s is archived.")
_BACK = _("%(event)s is active again.")
_IS_ARCHIVED = _("%(event)s is archived. Bring it back first.")
_UNDER_WAY = _("%(event)s: it is its time, and people may be at its door. Archive it when it is over.")
_FORGOTTEN = _("%(event)s stays archived: the personal data of its people was erased.")
_BEING_READ = _("It is being read at this moment. Look again in a minute.")
_TOO_LONG = _(
    "There are too many tickets to read while you wait, and nothing was kept. On the server, "
    "manage.py sync --event %(id)s reads them all; manage.py sync --follow does so again and again."
)
