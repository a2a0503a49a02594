"""Connecting Kiwify accounts: the form for a key, and whose account is whose.

Whoever may add events of an account reads all of its guests. So an account is its connector's and the admins' alone;
organizers of its events know that it is there, and may try it.
"""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..connection import Connection, Trial, try_connection
from ..editing import Attentive, Outcome
from ..models import Account, Event, Role

KEY = ("account_id", "client_id", "client_secret")
SECRETS = ("client_secret", "webhook_token", "webhook_token_before")
TAKEN = _("This account is connected already. If you cannot see it here, ask an admin.")
KEPT = _("Kept, and never shown again. Leave this empty to keep it; type a new one to replace it.")


def accounts_of(user: User | AnonymousUser) -> QuerySet[Account]:
    """Those that somebody may change and add events of. That of the server's settings is the admins' alone."""
    if user.is_superuser:
        return Account.objects.all()
    return Account.objects.filter(connected_by=cast(User, user)).exclude(account_id=settings.KIWIFY_ACCOUNT_ID)


def accounts_known_to(user: User | AnonymousUser) -> QuerySet[Account]:
    """Those that somebody may try: theirs, and those of the events they organize."""
    if user.is_superuser:
        return Account.objects.all()
    organizes = Q(events__memberships__user=cast(User, user), events__memberships__role=Role.ORGANIZER)
    return Account.objects.filter(Q(connected_by=cast(User, user)) | organizes).distinct()


def events_shown_to(user: User | AnonymousUser, account: Account) -> QuerySet[Event]:
    """The account's events that somebody may know of."""
    if user.is_superuser:
        return account.events.all()
    return account.events.filter(memberships__user=cast(User, user), memberships__role=Role.ORGANIZER)


def is_of_the_environment(account: Account | None) -> bool:
    """Whether its key stands in the server's settings, and is changed there alone."""
    return account is not None and bool(account.account_id) and account.account_id == settings.KIWIFY_ACCOUNT_ID


def secret(name: str, label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        validators=field_of(name).validators,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def field_of(name: str) -> Any:
    return Account._meta.get_field(name)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account's name, key and webhook tokens. What is secret is taken in and never given out."""

    client_secret = secret("client_secret", _("Client secret"))
    webhook_token = secret("webhook_token", _("Webhook token"))
    webhook_token_before = secret("webhook_token_before", _("Webhook token before"))

    class Meta:
        model = Account
        fields = ("name", "account_id", "client_id", *SECRETS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Never sent to the browser, and no change as long as nothing is typed.
        for name in set(SECRETS) & self.fields.keys():
            self.initial[name] = ""
            kept = bool(getattr(self.instance, name))
            self.fields[name].required = name == "client_secret" and not kept
            self.fields[name].help_text = KEPT if kept else field_of(name).help_text

    def clean(self) -> dict[str, Any]:
        for name in set(SECRETS) & self.cleaned_data.keys():
            self.cleaned_data[name] = self.cleaned_data[name] or getattr(self.instance, name)
        super().clean()
        return self.cleaned_data

    def save(self, commit: bool = True) -> Any:
        if self.changes_the_key and self.instance.pk:
            self.instance.token, self.instance.token_expires_at = "", None  # it was minted with another key
        return super().save(commit)

    @property
    def changes_the_key(self) -> bool:
        return bool(set(KEY).intersection(self.changed_data))


class ConnectForm(Attentive, AccountForm):
    """The same for the pages of organizers."""

    webhook_token_before = None  # type: ignore[assignment] # kept by itself
    secrets = SECRETS

    class Meta(AccountForm.Meta):
        fields = ("name", *KEY, "webhook_token")  # type: ignore[assignment]
        error_messages = {"account_id": {"unique": TAKEN}}
        help_texts = {"name": _("What you call it, as “Our shop”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self._token_before = self.instance.webhook_token
        if self.instance._state.adding:
            self._leave_out("webhook_token")
        elif is_of_the_environment(self.instance):
            self._leave_out(*KEY)

    def clean_account_id(self) -> str:
        account_id: str = self.cleaned_data["account_id"]
        if account_id == settings.KIWIFY_ACCOUNT_ID:
            raise forms.ValidationError(TAKEN)  # whoever connected it here would share the server's key
        return account_id

    def save(self, commit: bool = True) -> Any:
        if "webhook_token" in self.changed_data:
            self.instance.webhook_token_before = self._token_before  # until Kiwify has the new one too
        return super().save(commit)

    def _leave_out(self, *names: str) -> None:
        for name in names:
            del self.fields[name]


def keep_account(data: Any, account: Account) -> tuple[ConnectForm, Outcome, Connection | None]:
    """Try the key that was typed and keep it, unless Kiwify refuses it; a new account is its `connected_by`'s.

    An account that works goes on with the key it has. Where Kiwify does not answer the key is kept untried.
    """
    typed = ConnectForm(data, instance=account)
    if not typed.is_valid():
        return typed, Outcome.WRONG, None
    tried = try_connection(typed.instance, Trial(typed.instance)) if typed.changes_the_key else None
    if tried and tried.is_refused:
        typed.add_error(None, tried.sentence)
        return typed, Outcome.WRONG, tried
    try:
        return *_keep(typed, data), tried
    except IntegrityError:  # somebody connected it between our look and our writing
        typed.add_error("account_id", TAKEN)
        return typed, Outcome.WRONG, tried


def _keep(typed: ConnectForm, data: Any) -> tuple[ConnectForm, Outcome]:
    with transaction.atomic():
        if typed.instance.pk:
            typed = ConnectForm(data, instance=Account.objects.select_for_update(no_key=True).get(pk=typed.instance.pk))
        return typed, typed.try_to_save()
