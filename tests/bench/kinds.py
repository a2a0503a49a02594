"""All that is asked of one event."""

from . import asked, asked_elsewhere
from .asked import Kind
from .plan import Plan
from .tablet import Pass


def kinds_of(plan: Plan, door: Pass, organizer: Pass) -> list[Kind]:
    """The floor comes first."""
    product = {"product_id": plan.product_id, "account_id": plan.account_id}
    return [
        *asked.kinds(plan.slug, door.checkpoint, plan.outside, plan.people, **product),
        *asked_elsewhere.polls(plan.slug, door, organizer),
        *asked_elsewhere.exports(plan.slug, organizer),
        *asked_elsewhere.pages(**product, tokens=plan.tokens, participants=plan.participants),
    ]
