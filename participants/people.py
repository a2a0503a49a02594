"""People who sign in, and their roles: at one event, or everywhere as an admin."""

import secrets
from itertools import chain, count

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from .models import Event, Membership, Role

ADMIN = "admin"


class NameTaken(Exception):
    """Somebody of this name works at the event already."""


@transaction.atomic
def add_staff(*, name: str, role: Role, event: Event) -> Membership:
    """Somebody new at the event, who has no password: they say who they are at paired tablets. Raises NameTaken."""
    if event.memberships.filter(user__first_name__iexact=name).exists():
        raise NameTaken
    user = User(username=_free_username(name), first_name=name)
    user.set_unusable_password()
    user.save()
    return Membership.objects.create(user=user, event=event, role=role)


def _free_username(name: str) -> str:
    base = slugify(name)[:100] or "staff"
    taken = {one.lower() for one in User.objects.filter(username__istartswith=base).values_list("username", flat=True)}
    return next(one for one in chain([base], (f"{base}-{number}" for number in count(2))) if one not in taken)


def organizes(person: User, event: Event) -> bool:
    """Whether what somebody offered others at an event still holds: they organize it, or are an admin."""
    theirs = Membership.objects.filter(user=person, event=event, role=Role.ORGANIZER)
    return person.is_active and (person.is_superuser or theirs.exists())


@transaction.atomic
def give_role(*, name: str, role: str, event: Event | None, password: str | None) -> tuple[User, str | None]:
    """The person called `name`, made if new, with this role; and the password if one was made up for them.

    `role` is one of Role, or ADMIN, which needs no event. A password given is set as it is: whoever
    sits at the shell decides, as with Django's own createsuperuser. Raises ValidationError.
    """
    if role != ADMIN and event is None:
        if not Event.objects.exists():
            raise ValidationError("A role is at an event, and there is none yet. Add one with: manage.py add_event")
        raise ValidationError("Say at which event with --event PRODUCT_ID.")
    # "Rita" and "rita" are one person: nobody at a door minds capitals.
    known = User.objects.filter(username__iexact=name).first()
    user = known or User(username=name)
    made_up = secrets.token_urlsafe(9) if known is None and password is None else None
    if new := password or made_up:
        user.set_password(new)
    if role == ADMIN:
        user.is_staff = user.is_superuser = True
    user.full_clean()
    user.save()
    if event is not None and role != ADMIN:
        Membership.objects.update_or_create(user=user, event=event, defaults={"role": Role(role)})
    return user, made_up
