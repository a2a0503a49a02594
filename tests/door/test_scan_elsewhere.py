"""What is no ticket of this event: one of another event of ours is named, the rest is told honestly."""

from uuid import uuid4

import pytest
from django.utils import timezone, translation

from participants import door
from participants.events import add_event
from participants.models import Account, CheckIn, Detail, Participant, Result
from participants.reception import claim_of, receive
from participants.verdicts import verdict_of

CODE = "YRC3IQGCR24TWKT"


@pytest.fixture
def other(account):
    return add_event(product_id="product-2", name="Noite X", account=account)


@pytest.fixture
def ticket(arrive, other):
    """A ticket of the other event."""
    arrive("Ana", code=CODE)
    Participant.objects.update(event=other)
    return Participant.objects.get()


@pytest.fixture
def scan(event, entrance, rita):
    def scan(text, id=None):
        return receive(text, id=id or uuid4(), checkpoint=entrance, person=rita, now=timezone.now())

    return scan


@pytest.mark.parametrize("form", ["{}", "https://kiwify.example/t/{}?x=1", '{{"external_id": "{}"}}', "]Q1{}"])
def test_a_ticket_of_another_event_of_ours_is_named(scan, ticket, other, form):
    row = scan(form.format(CODE.lower()))
    assert (row.result, row.detail, row.other_event, row.participant) == ("unknown", Detail.ELSEWHERE, other, None)
    with translation.override("en"):
        said = verdict_of(row)
    assert (said.label, "Noite X" in said.message) == ("Another event", True)


def test_its_id_names_it_too(scan, ticket, other):
    assert scan(ticket.kiwify_id.upper()).other_event == other


def test_kiwify_is_not_asked_then(scan, ticket):
    account = Account.objects.get()
    Account.objects.update(silent_until=None)
    scan(CODE)
    assert Account.objects.get().silent_until is None != account.silent_until


def test_sent_again_it_is_the_same_answer_though_the_ticket_is_here_by_now(scan, ticket, event, arrive):
    id = uuid4()
    first = scan(CODE, id)
    arrive("Ana", code=CODE)
    assert scan(CODE, id) == first
    assert CheckIn.objects.count() == 1


def test_a_ticket_of_this_event_comes_first(scan, ticket, arrive):
    here = arrive("Bia", code=CODE)
    assert scan(CODE).participant == here


def test_the_newest_of_several_events_is_named(entrance, ticket, other, account):
    newest = add_event(product_id="product-3", name="A mais nova", account=account)
    Participant.objects.create(event=newest, kiwify_id="x", code=CODE, kiwify_created_at=timezone.now())
    assert claim_of(entrance, CODE).elsewhere == newest


def test_an_event_of_another_account_is_none_of_ours(scan, ticket, other):
    other.account = Account.objects.create(name="B", account_id="acc-2", client_id="id", client_secret="secret")
    other.save()
    assert scan(CODE).other_event is None


def test_at_an_exit_it_is_named_too(ticket, event, entrance, other):
    entrance.has_exit = True
    row = door.check_out(
        claim_of(entrance, CODE), id=uuid4(), checkpoint=entrance, person=None, source="scan", now=timezone.now()
    )
    assert (row.result, row.other_event) == (Result.UNKNOWN, other)


def test_finding_nobody_takes_two_queries(entrance, django_assert_num_queries):
    with django_assert_num_queries(2):
        claim_of(entrance, "ABC-123456")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("https://instagram.com/alguem", "Not a ticket"), ("Olá, tudo bem?", "Not a ticket"),
        ("00020126580014br.gov.bcb.pix", "Not a ticket"), ("🎟🎟🎟", "Not a ticket"), ("ABC-123456", "Unknown code"),
        (CODE, "Unknown code"), (f"https://kiwify.example/{CODE}", "Unknown code"),
    ],
)  # fmt: skip
def test_the_rest_is_told_for_what_it_is(scan, text, label):
    with translation.override("en"):
        assert verdict_of(scan(text)).label == label


def test_what_was_read_is_kept_as_far_as_there_is_room(scan):
    row = scan("https://exemplo.com.br/" + "á" * 500)
    assert row.code == "https://exemplo.com.br/" + "á" * 41
    row.refresh_from_db()


@pytest.mark.parametrize(
    "text", ["x" * 1000, "\x02\x1b[2J" * 50, "🎟" * 400, "\ud800".encode(errors="replace").decode()]
)
def test_sent_again_any_text_is_the_same_row(scan, text):
    id = uuid4()
    assert scan(text, id) == scan(text, id)
