"""What a problem with Kiwify means, and how a person mends it: the one place where it is put into words."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .kiwify.errors import KiwifyError, RateLimited
from .models import SyncRun

COUNTS = ("listed", "added", "changed", "withdrawn", "arrivals")


def in_words(problem: KiwifyError) -> str:
    """One or two sentences, in the language that is active: what is wrong, and what to do."""
    if isinstance(problem, RateLimited) and problem.retry_after:
        seconds = round(problem.retry_after)
        return ngettext(
            "Kiwify asks us to call less often. Try again in %(seconds)s second.",
            "Kiwify asks us to call less often. Try again in %(seconds)s seconds.",
            seconds,
        ) % {"seconds": seconds}
    return sentence_for(problem.code)


def sentence_for(code: str) -> str:
    """The sentence for the `code` of a KiwifyError, as a SyncRun keeps it in `error`."""
    return str(_SENTENCES.get(code, _SENTENCES[KiwifyError.code]))


def outcome_of(run: SyncRun) -> str:
    """What a read did, or why it did nothing; "" while it is running."""
    if run.status == SyncRun.Status.FAILED:
        return sentence_for(run.error)
    if run.status == SyncRun.Status.HELD:
        return _(
            "Kiwify no longer lists %(missing)s tickets, so nobody was withdrawn. If they are really gone, say so."
        ) % {"missing": grouped(run.missing)}
    if run.status == SyncRun.Status.DONE:
        return _(
            "%(listed)s listed, %(added)s added, %(changed)s changed, %(withdrawn)s withdrawn, "
            "%(arrivals)s arrivals at Kiwify."
        ) % {name: grouped(getattr(run, name)) for name in COUNTS}
    return ""


def grouped(number: int) -> str:
    return formats.number_format(number, use_l10n=True, force_grouping=True)


_SENTENCES = {
    "credentials_dead": gettext_lazy(
        "Kiwify refuses this client id and secret. Make a new API key in Kiwify and copy both from it."
    ),
    "token_stale": gettext_lazy(
        "Kiwify accepts the key, but not for this account id. Copy the account id from the page in Kiwify "
        "where the key was made."
    ),
    "forbidden": gettext_lazy(
        "This key may not read events. In Kiwify, give it the scope “events”, or make a new key that has it."
    ),
    "not_found": gettext_lazy(
        "Kiwify knows no event with this product id in this account. Check the product id, and whether the "
        "event belongs to this account."
    ),
    "refused": gettext_lazy(
        "Kiwify refuses what we ask for. Check the product id; if it is right, tell whoever looks after Portaria."
    ),
    "not_understood": gettext_lazy(
        "Kiwify's answer has a form that Portaria does not know. Nothing was changed, and the door goes on "
        "with what was read before. Tell whoever looks after Portaria."
    ),
    "rate_limited": gettext_lazy("Kiwify asks us to call less often. Wait a minute and try again."),
    "unavailable": gettext_lazy(
        "Kiwify does not answer. Try again in a minute; if it stays so, check this server's network and the "
        "setting KIWIFY_API_URL. The door goes on with what was read before."
    ),
    "changes_useless": gettext_lazy(
        "Kiwify lists more than the changes we asked for. Every ticket is read instead, which takes longer."
    ),
    "interrupted": gettext_lazy("The read was stopped before its end and nothing of it was kept. Read again."),
    "kiwify_error": gettext_lazy("Something went wrong between Kiwify and us. Try again in a minute."),
}
