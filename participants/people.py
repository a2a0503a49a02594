"""People who sign in, and their roles: at one event, or everywhere as an admin."""

import secrets

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from .models import Event, Membership, Role

ADMIN = "admin"


@transaction.atomic
def give_role(*, name: str, role: str, event: Event | None, password: str | None) -> tuple[User, str | None]:
    """The person called `name`, made if new, with this role; and the password if one was made up for them.

    `role` is one of Role, or ADMIN, which needs no event. A password given is set as it is: whoever
    sits at the shell decides, as with Django's own createsuperuser. Raises ValidationError.
    """
    if role != ADMIN and event is None:
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
