from typing import Any, override
from urllib.parse import unquote

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..connection import try_connection
from ..models import Account
from ..set_up.connecting import KEY, SECRETS, AccountForm, is_of_the_environment
from .bases import Admin
from .cells import moment, state

ABOUT_THE_WEBHOOK = _(
    "Optional. In Kiwify, make a webhook for sales, refunds and chargebacks with this site's address and "
    "<code>{}</code>, and copy its token here: then a sale shows within seconds."
)


class AdminAccountForm(AccountForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(SECRETS) & self.fields.keys():
            self.fields[name].widget.attrs["class"] = "vTextField"


@admin.register(Account)
class AccountAdmin(Admin):
    form = AdminAccountForm
    list_display = ("name", "account_id", "events_there", "token_lasts")
    search_fields = ("name", "account_id")
    actions = ("test_connection",)
    buttons = ("test_connection",)

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(event_count=Count("events")).order_by("name")

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Account | None = None) -> Any:
        key = KEY[:2] if is_of_the_environment(obj) else KEY
        about = self.about_the_key(obj)
        return (
            (None, {"fields": ("name",)}),
            (_("API key"), {"fields": key, "description": about}),
            (_("Webhook"), {"fields": SECRETS[1:], "description": about_the_webhook(obj)}),
        )

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Account | None = None) -> tuple[str, ...]:
        return KEY if is_of_the_environment(obj) else ()

    def about_the_key(self, account: Account | None) -> Any:
        if is_of_the_environment(account):
            return _(
                "This key comes from the server's settings KIWIFY_ACCOUNT_ID, KIWIFY_CLIENT_ID and "
                "KIWIFY_CLIENT_SECRET, and is changed there."
            )
        return _("All three stand where the API key is made in Kiwify. The key needs the scope “events”.")

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        return obj is not None and not obj.events.exists() and super().has_delete_permission(request, obj)

    @admin.action(permissions=["change"], description=_("Test connection"))
    def test_connection(self, request: HttpRequest, accounts: QuerySet[Account]) -> None:
        for account in accounts:
            connection = try_connection(account)
            level = messages.SUCCESS if connection.works else messages.ERROR
            self.message_user(request, f"{account}: {connection.sentence}", level)

    @admin.display(description=_("events"), ordering="event_count")
    def events_there(self, account: Any) -> int:
        count: int = account.event_count
        return count

    @admin.display(description=_("token"), ordering="token_expires_at")
    def token_lasts(self, account: Account) -> Any:
        """Whether there is a token, and never the token."""
        if account.token_expires_at and account.token_expires_at > timezone.now():
            return state("good", _("until %(moment)s") % {"moment": moment(account.token_expires_at)})
        return state("quiet", _("made when it is needed"))


def about_the_webhook(account: Account | None) -> Any:
    address = unquote(reverse("webhook", args=[account.account_id if account else "…"]))
    return format_html(str(ABOUT_THE_WEBHOOK), address)
