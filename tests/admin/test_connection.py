import pytest

from participants.models import Account
from participants.sync import read_event


@pytest.fixture
def tested(press, account):
    """Press "test connection"; the one sentence that it says."""

    def tested():
        (sentence,) = press(account, "test_connection")
        return sentence.removeprefix("Casa: ")

    return tested


def test_all_is_well_is_said(tested, kiwify, event):
    assert tested() == "All is well: Kiwify accepts the key and lists Noite do Empreendedor."


def test_testing_twice_says_the_same(tested, kiwify, event):
    assert tested() == tested()


def test_a_token_is_minted_whatever_is_kept(tested, kiwify, event):
    tested()
    kiwify.tokens.forget()
    assert tested().startswith("All is well")


def test_one_ticket_is_read_and_no_more(tested, kiwify, event):
    tested()
    assert kiwify.calls.counts()["participants"] == 1


def test_without_an_event_it_says_what_was_not_tried(tested, kiwify):
    assert tested() == "Kiwify accepts the key. Add an event to try the account id and the scope too."


def test_a_wrong_secret_is_told(tested, kiwify, event):
    Account.objects.update(client_id="somebody-else")
    assert tested().startswith("Kiwify refuses this client id and secret.")


def test_a_wrong_account_id_is_told(tested, kiwify, event):
    Account.objects.update(account_id="somebody-else")
    assert tested().startswith("Kiwify accepts the key, but not for this account id.")


def test_a_missing_scope_is_told(tested, kiwify, event):
    kiwify.faults.add("403")
    assert tested().startswith("This key may not read events.")


def test_a_wrong_product_id_is_told_with_the_event(tested, kiwify, event):
    kiwify.remove_event(event.product_id)
    assert tested().startswith("Noite do Empreendedor: Kiwify knows no event with this product id")


def test_a_busy_kiwify_is_told_with_the_time_to_wait(tested, kiwify, event):
    kiwify.faults.add("429", retry_after=30)
    assert tested() == "Kiwify asks us to call less often. Try again in 30 seconds."


@pytest.mark.parametrize("fault", ["503", "html", "cut", "truncated"])
def test_a_broken_kiwify_is_told_after_one_attempt(tested, kiwify, event, fault):
    kiwify.faults.add(fault, on="token")
    assert tested().startswith("Kiwify does not answer.")
    assert kiwify.calls.counts()["token"] == 1


def test_a_kiwify_that_cannot_be_reached_is_told(tested, kiwify, event):
    kiwify.stop()
    assert tested().startswith("Kiwify does not answer.")


def test_an_answer_of_another_form_is_told(tested, kiwify, event):
    kiwify.faults.add("body", body="[]")
    assert tested().startswith("Kiwify's answer has a form that Portaria does not know.")


def test_a_secret_that_no_key_opens_is_told(tested, kiwify, event):
    Account.objects.update(client_secret="")
    assert tested().startswith("The client secret can no longer be read")


def test_a_mistaken_event_among_good_ones_is_named(tested, kiwify, event, account):
    read_event(event)
    account.events.create(name="A mistake", slug="a-mistake", product_id="nowhere")
    assert tested().startswith("A mistake: Kiwify knows no event")


def test_several_accounts_are_tested_from_the_list(run, kiwify, account, event):
    wrong = Account.objects.create(name="Outra", account_id="x", client_id="y", client_secret="z")
    first, second = run([account, wrong], "test_connection")
    assert first.startswith("Casa: All is well")
    assert second.startswith("Outra: Kiwify refuses this client id and secret.")


def test_no_secret_is_in_the_sentence(tested, kiwify, account, event):
    sentence = tested()
    account.refresh_from_db()
    assert account.token
    assert account.token not in sentence
    assert account.client_secret not in sentence
