"""Who works at an event, for its organizers: adding somebody by name, giving a PIN, taking a role away."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ..access import EventRequest, at_event
from ..models import Event, Membership, Role
from ..people import NameTaken, add_staff
from ..tablets import new_pin, set_pin
from .problems import problem


class StaffForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=Role, initial=Role.DOOR)

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        if not name.isprintable():
            raise forms.ValidationError(_("Write the name in letters."))
        return name


@require_safe
@at_event(Role.ORGANIZER)
def staff(request: EventRequest, event: Event) -> HttpResponse:
    """Everybody with a role here."""
    return show_staff(request, event, StaffForm(label_suffix=""))


@require_POST
@at_event(Role.ORGANIZER)
def add(request: EventRequest, event: Event) -> HttpResponse:
    """Somebody new, with a PIN that is shown once."""
    form = StaffForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show_staff(request, event, form, status=400)
    try:
        membership = add_staff(**form.cleaned_data, event=event)
    except NameTaken:
        form.add_error("name", _("Somebody of this name works here already. Add a surname or a letter."))
        return show_staff(request, event, form, status=409)
    return _with_new_pin(request, event, membership)


@require_POST
@at_event(Role.ORGANIZER)
def pin(request: EventRequest, event: Event, pk: int) -> HttpResponse:
    """A new PIN, made up and shown once; the one before is worth nothing from then on."""
    return _with_new_pin(request, event, get_object_or_404(event.memberships.select_related("user"), pk=pk))


@require_POST
@at_event(Role.ORGANIZER)
def role(request: EventRequest, event: Event, pk: int) -> HttpResponse:
    """Another role, from the next tap on. Nobody changes their own, so that an event keeps an organizer."""
    wanted = request.POST.get("role")
    if wanted not in Role:
        return problem(request, code="bad_request", status=400)
    event.memberships.filter(pk=pk).exclude(user=request.user).update(role=wanted)
    return redirect("staff", slug=event.slug)


@require_POST
@at_event(Role.ORGANIZER)
def remove(request: EventRequest, event: Event, pk: int) -> HttpResponse:
    """Somebody works here no more. What they did stays in the log."""
    if request.user.pk != (theirs := event.memberships.filter(pk=pk)).values_list("user", flat=True).first():
        theirs.delete()
    return redirect("staff", slug=event.slug)


@require_POST
@at_event(Role.ORGANIZER)
def asks_who(request: EventRequest, event: Event) -> HttpResponse:
    """Whether paired tablets ask who is there."""
    event.asks_who = request.POST.get("asks_who") == "on"
    event.save(update_fields=["asks_who"])
    return redirect("staff", slug=event.slug)


def _with_new_pin(request: EventRequest, event: Event, membership: Membership) -> HttpResponse:
    made_up = new_pin()
    set_pin(membership, made_up)
    return show_staff(request, event, StaffForm(label_suffix=""), shown=membership, pin=made_up)


def show_staff(request: EventRequest, event: Event, form: StaffForm, status: int = 200, **more: Any) -> HttpResponse:
    """The page of staff, after whatever was done there."""
    everybody = event.memberships.select_related("user").order_by("user__first_name", "user__username")
    invited = event.invitations.filter(used_at=None, expires_at__gt=timezone.now())
    context = {"event": event, "staff": everybody, "invited": invited, "roles": Role.choices, "form": form}
    return render(request, "staff.html", context | more, status=status)
