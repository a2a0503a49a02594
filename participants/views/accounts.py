"""Kiwify accounts, for admins and for organizers: connecting one, trying it, changing its key."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..access import EventRequest, for_organizers
from ..accounts import NoAccount, default_account
from ..connection import Connection, try_connection
from ..editing import Outcome
from ..models import Account
from ..set_up.connecting import (
    ConnectForm,
    accounts_known_to,
    accounts_of,
    events_shown_to,
    is_of_the_environment,
    keep_account,
)

STATUS = {Outcome.SAVED: 200, Outcome.WRONG: 400, Outcome.OVERTAKEN: 409}


@require_safe
@for_organizers
def accounts(request: HttpRequest) -> HttpResponse:
    """Those somebody may change or try."""
    if request.user.is_superuser:
        with suppress(NoAccount):
            default_account()  # that of the server's settings is there from the start
    return render(request, "accounts.html", {"accounts": accounts_known_to(request.user)})


@require_http_methods(["GET", "POST"])
@for_organizers
def connect(request: EventRequest) -> HttpResponse:
    """A form for a new account. Its key is tried before it is kept."""
    new = Account(connected_by=request.user)
    return _form(request, new) if request.method == "GET" else _keep(request, new)


@require_http_methods(["GET", "POST"])
@for_organizers
def account(request: EventRequest, pk: int) -> HttpResponse:
    """One account: its key may be changed, and is never shown."""
    if request.method == "GET":
        return _form(request, _known(request, pk))
    return _keep(request, get_object_or_404(accounts_of(request.user), pk=pk))


@require_POST
@for_organizers
def test(request: EventRequest, pk: int) -> HttpResponse:
    """Try the key, and say what is wrong and how it is mended."""
    account = _known(request, pk)
    _say(request, try_connection(account, among=events_shown_to(request.user, account)))
    return redirect("account", pk=account.pk)


def _known(request: HttpRequest, pk: int) -> Account:
    return get_object_or_404(accounts_known_to(request.user), pk=pk)


def _keep(request: HttpRequest, account: Account) -> HttpResponse:
    form, outcome, tried = keep_account(request.POST, account)
    if outcome != Outcome.SAVED:
        return _form(request, account, form, STATUS[outcome])
    messages.success(request, _("Saved."))
    if tried:
        _say(request, tried)
    return redirect("account", pk=form.instance.pk)


def _say(request: HttpRequest, tried: Connection) -> None:
    messages.add_message(request, messages.SUCCESS if tried.works else messages.ERROR, tried.sentence)


def _form(request: HttpRequest, account: Account, form: ConnectForm | None = None, status: int = 200) -> HttpResponse:
    account = account if account.pk is None else Account.objects.get(pk=account.pk)  # without what was typed
    may_change = account.pk is None or accounts_of(request.user).filter(pk=account.pk).exists()
    context = {
        "account": account,
        "form": form or (ConnectForm(instance=account) if may_change else None),
        "is_of_the_environment": is_of_the_environment(account),
        "events": events_shown_to(request.user, account) if account.pk else (),
        "webhook": request.build_absolute_uri(reverse("webhook", args=[account.account_id or "-"])),
    }
    return render(request, "account.html", context, status=status)
