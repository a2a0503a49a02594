import pytest
from django.utils import translation

from participants.kiwify.errors import KiwifyError, RateLimited
from participants.kiwify_wording import in_words, outcome_of, sentence_for
from participants.models import SyncRun

KINDS = KiwifyError.__subclasses__()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("kind", KINDS)
def test_every_problem_has_a_sentence_of_its_own(kind):
    assert in_words(kind("in English, for the log")) != sentence_for("kiwify_error")


def test_no_two_problems_share_a_sentence():
    assert len({sentence_for(kind.code) for kind in KINDS}) == len(KINDS)


def test_a_code_from_another_release_has_a_sentence_too():
    assert sentence_for("never heard of") == sentence_for("kiwify_error")


def test_one_second_is_one_second():
    assert in_words(RateLimited("", retry_after=1)).endswith("1 second.")


@pytest.mark.parametrize(
    ("fields", "beginning"),
    [
        ({"status": "done", "listed": 2000}, "2,000 listed, 0 added"),
        ({"status": "held", "missing": 1200}, "Kiwify no longer lists 1,200 tickets"),
        ({"status": "failed", "error": "unavailable"}, "Kiwify does not answer."),
        ({"status": "running"}, ""),
    ],
)
def test_a_read_says_what_came_of_it(fields, beginning):
    outcome = outcome_of(SyncRun(**fields))
    assert outcome.startswith(beginning)
    assert bool(outcome) == bool(beginning)
