from typing import Any, override

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..connection import try_connection
from ..models import Account
from .bases import Admin, moment, state

KEY = ("account_id", "client_id", "client_secret")


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    client_secret = forms.CharField(
        label=_("Client secret"),
        validators=Account._meta.get_field("client_secret").validators,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "vTextField"}),
    )

    class Meta:
        model = Account
        fields = ("name", "account_id", "client_id", "client_secret")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Never sent to the browser, and no change as long as nothing is typed.
        self.initial["client_secret"] = ""
        if (secret := self.fields.get("client_secret")) and self.instance.client_secret:
            secret.required = False
            secret.help_text = _(
                "Kept, and never shown again. Leave this empty to keep it; type a new one to replace it."
            )

    def clean_client_secret(self) -> str:
        secret: str = self.cleaned_data["client_secret"] or self.instance.client_secret
        return secret


@admin.register(Account)
class AccountAdmin(Admin):
    form = AccountForm
    list_display = ("name", "account_id", "events_there", "token_lasts")
    actions = ("test_connection",)
    buttons = ("test_connection",)

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(event_count=Count("events"))

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Account | None = None) -> Any:
        key = KEY[:2] if is_of_the_environment(obj) else KEY
        about = self.about_the_key(obj)
        return (None, {"fields": ("name",)}), (_("API key"), {"fields": key, "description": about})

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
    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:
        if change and set(KEY).intersection(form.changed_data):
            obj.token, obj.token_expires_at = "", None  # it was minted with another key
        super().save_model(request, obj, form, change)

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


def is_of_the_environment(account: Account | None) -> bool:
    return account is not None and account.account_id == settings.KIWIFY_ACCOUNT_ID
