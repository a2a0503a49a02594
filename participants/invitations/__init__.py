"""Inviting people who sign in, by a link of one use."""

from .inviting import InvitationOver, NoSuchInvitation, accept, invitation_of, invite, token_of

__all__ = ["InvitationOver", "NoSuchInvitation", "accept", "invitation_of", "invite", "token_of"]
