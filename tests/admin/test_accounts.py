import pytest
from django.urls import reverse
from django.utils import timezone

from participants.models import Account

from .conftest import fields_of, page_of


@pytest.fixture
def save(desk, account):
    """Save the account's page with these fields changed."""

    def save(**changes):
        return desk.post(page_of(account), fields_of(desk.get(page_of(account))) | changes)

    return save


@pytest.fixture
def token(account):
    account.token, account.token_expires_at = "token-of-today", timezone.now()
    account.save()


def test_the_secret_is_not_on_its_page(desk, account):
    assert account.client_secret not in desk.get(page_of(account)).text


def test_the_token_is_not_on_its_page(desk, account, token):
    assert "token-of-today" not in desk.get(page_of(account)).text


def test_neither_is_in_the_list(desk, account, token):
    listed = desk.get(reverse("admin:participants_account_changelist")).text
    assert account.client_secret not in listed
    assert "token-of-today" not in listed


def test_a_typed_secret_is_not_sent_back_with_an_error(save):
    assert "typed-secret" not in save(client_secret="typed-secret", name="").text


def test_an_empty_secret_keeps_the_stored_one(save, account):
    save(name="Casa Nova", client_secret="")
    account = Account.objects.get()
    assert (account.name, account.client_secret) == ("Casa Nova", "sandbox-secret")


def test_a_typed_secret_replaces_the_stored_one(save):
    save(client_secret="another-secret")
    assert Account.objects.get().client_secret == "another-secret"


@pytest.mark.parametrize("name", ["account_id", "client_id", "client_secret"])
def test_with_another_key_the_old_token_is_dropped(save, token, name):
    save(**{name: "another"})
    assert Account.objects.get().token == ""


def test_with_another_name_the_token_is_kept(save, token):
    save(name="Casa Nova")
    assert Account.objects.get().token == "token-of-today"


def test_a_new_account_needs_its_secret(desk):
    there = reverse("admin:participants_account_add")
    answer = desk.post(there, {"name": "Casa", "account_id": "a", "client_id": "b", "client_secret": ""})
    assert list(answer.context["adminform"].form.errors) == ["client_secret"]


def test_a_new_account_is_kept_with_its_secret(desk):
    there = reverse("admin:participants_account_add")
    desk.post(there, {"name": "Casa", "account_id": "a", "client_id": "b", "client_secret": "c"})
    assert Account.objects.get().client_secret == "c"


def test_a_secret_that_no_key_opens_any_more_must_be_typed_again(save, account):
    Account.objects.update(client_secret="")
    assert list(save(client_secret="").context["adminform"].form.errors) == ["client_secret"]


def test_the_key_of_the_environment_is_changed_there(desk, account, settings):
    settings.KIWIFY_ACCOUNT_ID = account.account_id
    page = desk.get(page_of(account))
    assert "KIWIFY_CLIENT_SECRET" in page.text
    assert list(page.context["adminform"].form.fields) == ["name", "webhook_token", "webhook_token_before"]


def test_an_account_with_events_cannot_be_deleted(desk, account, event):
    assert desk.post(reverse("admin:participants_account_delete", args=[account.pk])).status_code == 403


def test_an_account_added_by_mistake_can(desk, account):
    desk.post(reverse("admin:participants_account_delete", args=[account.pk]), {"post": "yes"})
    assert not Account.objects.exists()


def test_webhook_tokens_are_kept_and_never_shown(desk, account):
    secret = account.client_secret
    fields = {"name": "Casa", "account_id": account.account_id, "client_id": "id", "webhook_token": "tok-new"}
    desk.post(page_of(account), fields)
    desk.post(page_of(account), fields | {"webhook_token": "", "webhook_token_before": "tok-old"})
    account.refresh_from_db()
    assert (account.webhook_token, account.webhook_token_before) == ("tok-new", "tok-old")
    assert account.client_secret == secret
    assert "tok-" not in desk.get(page_of(account)).text


def test_the_page_says_where_webhooks_go(desk, account):
    assert f"/kiwify/webhook/{account.account_id}/" in desk.get(page_of(account)).text
