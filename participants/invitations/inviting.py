"""Inviting people who sign in: by a link of one use, where they choose a password themselves, so that none travels.

As with tablets, the link is made of our secret key and the invitation's id, and can be shown again; kept is its hash.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import salted_hmac

from ..models import Event, Invitation, Membership, Role
from ..people import organizes
from ..tablets.keys import hash_of

LASTS = timedelta(days=2)


class NoSuchInvitation(Exception):
    """Nobody was invited with this, or it was withdrawn."""


class InvitationOver(Exception):
    """This was used already, its two days are over, or whoever made it organizes the event no more."""


def invite(*, event: Event, name: str, role: Role, person: User, now: datetime) -> Invitation:
    """An invitation of somebody called so to this role, for two days."""
    made = Invitation(event=event, name=name, role=role, made_at=now, made_by=person, expires_at=now + LASTS)
    made.token_hash = hash_of(token_of(made))
    made.save(force_insert=True)
    return made


def token_of(invitation: Invitation) -> str:
    """What the link ends with."""
    return salted_hmac("participants.invitations", invitation.pk.hex, algorithm="sha256").hexdigest()[:40]


def invitation_of(token: str, *, now: datetime) -> Invitation:
    """The open invitation of this token. Raises NoSuchInvitation and InvitationOver."""
    found = Invitation.objects.select_related("event", "made_by").filter(token_hash=hash_of(token)).first()
    if found is None:
        raise NoSuchInvitation
    if not (found.is_open_at(now) and organizes(found.made_by, found.event)):
        raise InvitationOver
    return found


@transaction.atomic
def accept(invitation: Invitation, user: User, *, now: datetime) -> Membership:
    """Give somebody the role, new or known; a higher one that they have stays. Of two at once one is first.

    Raises InvitationOver.
    """
    open_still = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now)
    if not open_still.update(used_at=now):
        raise InvitationOver
    if user._state.adding:
        user.save()
    role = Role(invitation.role)
    membership, _made = Membership.objects.get_or_create(user=user, event=invitation.event, defaults={"role": role})
    if Role(membership.role).rank < role.rank:
        membership.role = role
        membership.save(update_fields=["role"])
    Invitation.objects.filter(pk=invitation.pk).update(membership=membership)
    return membership
