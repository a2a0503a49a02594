"""POST /kiwify/webhook/<account>/: who may tell us what, and what is made of it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from participants.kiwify.sandbox import Webhook
from participants.models import Notice, Participant

TOKEN = "a-token-of-kiwifys"
WHERE = "/kiwify/webhook/acc-1/"


@pytest.fixture
def connected(account, event):
    account.webhook_token = TOKEN
    account.save()
    return event


@pytest.fixture
def tell(client, connected):
    """Send a webhook as Kiwify would: `tell(token=…, raw=…, **changes to its body)`."""

    def tell(*, token=TOKEN, raw=None, content_type="application/json", **changes):
        sale = {
            "webhook_event_type": "order_approved", "order_status": "paid", "order_id": "order-1", "store_id": "acc-1",
            "Product": {"product_id": "product-1", "product_name": "Noite"}, "Customer": {"email": "ana@exemplo.br"},
        }  # fmt: skip
        body = json.dumps(sale | changes).encode() if raw is None else raw
        signature = Webhook("http://kiwify.invalid/", token).sign(body) if token else ""
        return client.post(f"{WHERE}?signature={signature}", body, content_type=content_type)

    return tell


def outcome(answer):
    return answer.status_code, answer.json().get("outcome", answer.json().get("error"))


def test_a_sale_is_kept_as_an_order_to_read(tell, connected):
    assert outcome(tell()) == (200, "stored")
    notice = Notice.objects.get()
    assert (notice.event, notice.kind, notice.order_id, notice.read_at) == (connected, "approved", "order-1", None)


def test_nothing_else_of_it_is_kept(tell):
    tell(event_tickets=[{"id": "t-1", "external_id": "A" * 15, "name": "Forged"}])
    assert not Participant.objects.exists()


def test_the_same_fact_twice_is_one(tell):
    tell()
    assert outcome(tell()) == (200, "known")
    assert Notice.objects.count() == 1


def test_the_test_sale_is_not_kept(tell):
    assert outcome(tell(Customer={"email": "johndoe@example.com"})) == (200, "test_sale")
    assert not Notice.objects.exists()


@pytest.mark.parametrize("other", [{"Product": {"product_id": "another"}}, {"Product": None}, {"store_id": "acc-2"}])
def test_another_product_is_no_matter_of_ours(tell, other):
    assert outcome(tell(**other)) == (200, "other_product")
    assert not Notice.objects.exists()


def test_what_is_told_of_an_archived_event_is_neither_kept_nor_sent_again(tell, connected):
    type(connected).objects.update(is_active=False)
    assert outcome(tell()) == (200, "archived")
    assert not Notice.objects.exists()


def test_what_is_no_sale_and_no_refund_is_not_kept(tell):
    assert outcome(tell(webhook_event_type="pix_created", order_status="waiting_payment")) == (200, "nothing_to_read")


@pytest.mark.parametrize(("kind", "why"), [("order_refunded", "refunded"), ("chargeback", "chargeback")])
def test_a_refund_marks_the_orders_tickets_at_once(tell, arrive, kind, why):
    ours, other = arrive(order_id="order-1"), arrive(order_id="order-2")
    tell(webhook_event_type=kind)
    ours.refresh_from_db(), other.refresh_from_db()
    assert (ours.attention, other.attention) == (why, "")


def test_a_refund_told_again_marks_nobody_again(tell, arrive):
    ours = arrive(order_id="order-1")
    tell(webhook_event_type="order_refunded")
    Participant.objects.update(attention="", attention_at=None)
    tell(webhook_event_type="order_refunded")
    ours.refresh_from_db()
    assert ours.attention == ""


@pytest.mark.parametrize("token", ["another", "", "A-TOKEN-OF-KIWIFYS"])
def test_a_bad_signature_is_refused(tell, token):
    assert outcome(tell(token=token)) == (403, "bad_signature")
    assert not Notice.objects.exists()


def test_one_changed_byte_is_refused(client, tell):
    body = b'{"order_id":"order-1"}'
    signature = Webhook("http://kiwify.invalid/", TOKEN).sign(body)
    answer = client.post(f"{WHERE}?signature={signature}", body + b" ", content_type="application/json")
    assert outcome(answer) == (403, "bad_signature")


def test_while_the_token_is_changed_both_are_good(tell, account):
    account.webhook_token, account.webhook_token_before = "the-new-one", TOKEN
    account.save()
    assert outcome(tell()) == (200, "stored")
    assert outcome(tell(token="the-new-one")) == (200, "known")


def test_without_a_token_nothing_is_believed(tell, account):
    account.webhook_token = ""
    account.save()
    assert outcome(tell(token="")) == (403, "no_token")


def test_the_environments_token_signs_for_the_environments_account(tell, settings, account):
    account.webhook_token = ""
    account.save()
    settings.KIWIFY_WEBHOOK_TOKEN = "from-the-environment"
    assert outcome(tell(token="from-the-environment"))[0] == 403
    settings.KIWIFY_ACCOUNT_ID = "acc-1"
    assert outcome(tell(token="from-the-environment")) == (200, "stored")


@pytest.mark.parametrize("raw", [b"{", b"[]", b'"order"', b"\xff\xfe", b"[" * 50_000])
def test_a_signed_body_that_is_no_sale_is_told_so(tell, raw):
    assert outcome(tell(raw=raw)) == (400, "body_not_understood")


def test_ten_megabytes_are_refused_unread(tell):
    assert outcome(tell(raw=b" " * 10 * 1024 * 1024)) == (413, "too_large")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_wrong_content_type_is_told_so(tell, content_type):
    assert outcome(tell(content_type=content_type)) == (415, "not_json")


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_only_a_post_is_heard(client, connected, method):
    assert getattr(client, method)(WHERE).status_code == 405


@pytest.mark.parametrize("address", ["nobody", "%00", "%0A"])
def test_an_unknown_account_is_told_so(client, connected, address):
    answer = client.post(f"/kiwify/webhook/{address}/", b"{}", content_type="application/json")
    assert outcome(answer) == (404, "unknown_account")


def test_no_answer_says_more_than_it_must(tell):
    assert "ana@" not in tell(token="another").text
    assert TOKEN not in tell(token="another").text


def test_that_kiwify_was_heard_is_kept_even_of_its_test_button(tell, connected):
    tell(Customer={"email": "johndoe@example.com"})
    connected.account.refresh_from_db()
    assert timezone.now() - connected.account.webhook_heard_at < timedelta(minutes=1)


def test_a_forged_webhook_is_not_taken_for_kiwify(tell, connected):
    tell(token="another")
    connected.account.refresh_from_db()
    assert connected.account.webhook_heard_at is None
