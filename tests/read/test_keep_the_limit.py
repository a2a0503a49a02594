"""What every thread and process of an account shares: the token, and sixty calls a minute."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from participants.accounts import DatabaseKeeper, NoAccount, client_for, default_account
from participants.kiwify.token import Token
from participants.models import Account, KiwifyCall


@pytest.fixture
def keeper(account):
    return DatabaseKeeper(account)


def test_calls_up_to_the_limit_go_at_once_and_the_next_waits(keeper, settings):
    settings.KIWIFY_CALLS_PER_MINUTE = 3
    assert [keeper.reserve_call() for _ in range(3)] == [0, 0, 0]
    assert 58 < keeper.reserve_call() <= 60


def test_a_minute_later_there_is_room_again(keeper, settings):
    settings.KIWIFY_CALLS_PER_MINUTE = 1
    keeper.reserve_call()
    KiwifyCall.objects.update(at=timezone.now() - timedelta(seconds=61))
    assert keeper.reserve_call() == 0
    assert KiwifyCall.objects.count() == 1


def test_a_clock_set_back_does_not_stop_the_calls(keeper, settings):
    settings.KIWIFY_CALLS_PER_MINUTE = 1
    keeper.reserve_call()
    KiwifyCall.objects.update(at=timezone.now() + timedelta(hours=1))
    assert keeper.reserve_call() == 0


def test_each_account_has_a_limit_of_its_own(keeper, settings):
    settings.KIWIFY_CALLS_PER_MINUTE = 1
    other = Account.objects.create(name="Outra", account_id="acc-2", client_id="id", client_secret="s")
    assert (keeper.reserve_call(), DatabaseKeeper(other).reserve_call()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_never_pass_the_limit(keeper, settings):
    settings.KIWIFY_CALLS_PER_MINUTE = 7

    def reserve(_):
        try:
            return keeper.reserve_call()
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        waits = list(threads.map(reserve, range(20)))
    assert waits.count(0) == 7


def test_only_one_may_mint_until_they_are_done(keeper):
    assert [keeper.claim_minting(), keeper.claim_minting()] == [True, False]
    keeper.end_minting()
    assert keeper.claim_minting()


def test_a_minter_who_died_is_not_waited_for(keeper, account):
    keeper.claim_minting()
    Account.objects.update(minting_until=timezone.now() - timedelta(seconds=1))
    assert keeper.claim_minting()


def test_a_token_outlives_a_restart_and_is_cipher_at_rest(keeper, account):
    keeper.keep_token(Token("sesame", timezone.now()))
    assert DatabaseKeeper(account).token().value == "sesame"
    with connection.cursor() as cursor:
        cursor.execute("SELECT token, client_secret FROM participants_account")
        token, secret = cursor.fetchone()
    assert "sesame" not in token
    assert "secret" not in secret


def test_a_secret_that_no_key_opens_is_as_if_never_given(account, settings):
    settings.SECRET_KEY = "another" * 10
    account.refresh_from_db()
    assert account.client_secret == ""


def test_a_rotated_key_still_opens_what_the_old_one_closed(account, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    account.refresh_from_db()
    assert account.client_secret == "secret"


def test_two_processes_share_one_token(sandbox_event, sandbox):
    for _ in range(2):
        client_for(sandbox_event.account).page(sandbox.product_id)
    assert sandbox.calls.count("token") == 1


def test_the_environments_account_is_kept_in_step(settings, db):
    settings.KIWIFY_ACCOUNT_ID, settings.KIWIFY_CLIENT_ID, settings.KIWIFY_CLIENT_SECRET = "acc", "id", "old"
    account = default_account()
    DatabaseKeeper(account).keep_token(Token("sesame", timezone.now()))
    settings.KIWIFY_CLIENT_SECRET = "new"
    assert default_account() == account
    account.refresh_from_db()
    assert (account.client_secret, account.token) == ("new", "")


def test_without_any_account_the_way_to_one_is_told(db):
    with pytest.raises(NoAccount, match="KIWIFY_CLIENT_ID"):
        default_account()


def test_among_several_accounts_none_is_guessed(account):
    Account.objects.create(name="Outra", account_id="acc-2", client_id="id", client_secret="s")
    with pytest.raises(NoAccount, match="--account"):
        default_account()
