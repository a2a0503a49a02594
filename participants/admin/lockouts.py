"""Who is kept from signing in after too many wrong passwords, and letting them in again."""

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .bases import ReadOnlyAdmin
from .cells import moment, state

apps.get_app_config("axes").verbose_name = _("Sign-in")
AccessAttempt._meta.verbose_name = _("failed sign-in")
AccessAttempt._meta.verbose_name_plural = _("failed sign-ins")
# What axes itself says in English alone.
NAMES = {"username": _("user name"), "ip_address": _("IP address"), "user_agent": _("browser")}
for name, in_words in NAMES.items():
    AccessAttempt._meta.get_field(name).verbose_name = in_words

# The two logs stay empty: settings keep only what a lock-out needs.
admin.site.unregister((AccessAttempt, AccessLog, AccessFailureLog))


@admin.register(AccessAttempt)
class LockoutAdmin(ReadOnlyAdmin):
    list_display = ("username", "ip_address", "failures", "last_tried")
    search_fields = ("username", "ip_address")
    ordering = ("-attempt_time",)
    fields = ("username", "ip_address", "failures", "last_tried", "user_agent")
    actions = ("unlock",)

    @admin.action(permissions=["act"], description=_("Let them sign in again"))
    def unlock(self, request: HttpRequest, attempts: QuerySet[Any]) -> None:
        count, _each = attempts.delete()
        freed = ngettext("%(count)s name may sign in again.", "%(count)s names may sign in again.", count)
        self.message_user(request, freed % {"count": count}, messages.SUCCESS)

    @admin.display(description=_("wrong passwords"), ordering="failures_since_start")
    def failures(self, attempt: Any) -> SafeString:
        locked = attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT
        return state("bad" if locked else "quiet", attempt.failures_since_start)

    @admin.display(description=_("last tried"), ordering="attempt_time")
    def last_tried(self, attempt: Any) -> str:
        return moment(attempt.attempt_time)
