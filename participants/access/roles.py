"""Who has which role, and at which events."""

from typing import cast

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from ..models import Event, Membership, Role


def event_and_role(user: User, slug: str) -> tuple[Event, Role]:
    """The event of this address, and what somebody is there. To strangers it does not exist: raises Http404."""
    if user.is_superuser:
        event = Event.objects.filter(slug=slug).first()
        if event:
            return event, Role.ORGANIZER
    else:
        membership = Membership.objects.select_related("event").filter(user=user, event__slug=slug).first()
        if membership:
            return membership.event, Role(membership.role)
    raise Http404


def organizes(user: User | AnonymousUser) -> bool:
    """Whether somebody may add events and connect accounts: organizers of any event, and admins."""
    if user.is_superuser:
        return True
    return Membership.objects.filter(user=cast(User, user), role=Role.ORGANIZER).exists()


def events_of(user: User | AnonymousUser) -> list[Event]:
    """The events somebody may work at now, by name; admins may at all."""
    active = Event.objects.filter(is_active=True)
    if not user.is_superuser:
        active = active.filter(memberships__user=cast(User, user))
    return list(active.order_by("name"))


def had_events(user: User | AnonymousUser) -> bool:
    """Whether somebody has a role at an archived event."""
    return Event.objects.filter(is_active=False, memberships__user=cast(User, user)).exists()


def archived_events_of(user: User | AnonymousUser) -> QuerySet[Event]:
    """The archived events whose attendance somebody may look at, the latest first: organizers theirs, admins all."""
    archived = Event.objects.filter(is_active=False)
    if not user.is_superuser:
        archived = archived.filter(memberships__user=cast(User, user), memberships__role=Role.ORGANIZER)
    return archived.annotate(was_at=Coalesce("starts_at", "archived_at", "created_at")).order_by("-was_at", "name")
