"""What every thread and process of an account shares: the token, and sixty calls a minute."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from participants.accounts import DatabaseKeeper, NoAccount, client_for, default_account
from participants.events import add_event
from participants.following import follow
from participants.kiwify.token import Token
from participants.models import Account, KiwifyCall, SyncRun
from participants.schedule import EVERYDAY, active_events, ask_for_a_read


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


def test_what_reads_leave_is_there_for_who_matters_more(account, settings):
    settings.KIWIFY_CALLS_PER_MINUTE = 12
    full, changes, door = (DatabaseKeeper(account, leaves) for leaves in (1 / 2, 1 / 6, 0.0))
    booked = [sum(not keeper.reserve_call() for _ in range(20)) for keeper in (full, changes, door)]
    assert booked == [6, 4, 2]


def test_two_tokens_are_not_minted_where_two_clocks_differ(keeper, clock):
    clock(timedelta(seconds=5))
    assert keeper.claim_minting()
    clock(timedelta())
    assert not keeper.claim_minting()


@pytest.mark.django_db(transaction=True)
def test_two_followers_of_three_events_never_pass_the_limit(sandbox, sandbox_event, settings, monkeypatch):
    settings.KIWIFY_CALLS_PER_MINUTE = 12
    monkeypatch.setattr("participants.accounts.A_MINUTE", timedelta(seconds=1.5))
    for number in range(2):
        sandbox.add_event(f"p{number}", participants=250)
        add_event(product_id=f"p{number}", name=f"Outra {number}", account=sandbox_event.account)
    asked, stop = [], threading.Event()
    monkeypatch.setattr(sandbox.calls, "record", lambda _: asked.append(time.monotonic()))
    threading.Timer(4, stop.set).start()
    with ThreadPoolExecutor(2) as followers:
        for _ in range(2):
            followers.submit(follow_and_ask_again, stop)
    most = max(sum(first <= one < first + 1.3 for one in asked) for first in asked)
    assert (most <= 12, len(asked) > 12, SyncRun.objects.filter(status="done").exists()) == (True, True, True)


def follow_and_ask_again(stop):
    quick = replace(EVERYDAY, look=0.02, near=0.1, far=0.1)
    try:
        follow(active_events, lambda run: ask_for_a_read(run.event), stop, rhythm=quick)
    finally:
        connection.close()
