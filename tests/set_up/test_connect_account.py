"""Connecting a Kiwify account: what is wrong is said with how to mend it, and no secret is ever shown."""

import pytest

from participants.events import add_event
from participants.models import Account, Event, Role

from .conftest import messages_of


@pytest.fixture
def connect(desk, key):
    """Send the form for a new account, with changes; follow to where it leads."""
    return lambda **changes: desk.post("/accounts/new/", key | changes, follow=True)


def test_an_organizer_connects_one(connect, otto):
    assert "Kiwify accepts the key" in messages_of(connect())[1]
    account = Account.objects.get(name="Loja")
    assert (account.connected_by, account.client_secret != "") == (otto, True)


def test_twice_is_one(connect):
    connect()
    again = connect()
    assert (again.status_code, "connected already" in again.text) == (400, True)
    assert Account.objects.filter(name="Loja").count() == 1


def test_a_key_that_kiwify_refuses_is_not_kept(connect):
    answer = connect(client_secret="wrong")
    assert answer.status_code == 400
    assert "Make a new API key in Kiwify and copy both from it." in answer.text
    assert not Account.objects.filter(name="Loja").exists()


def test_what_was_typed_stays_but_the_secret(connect):
    answer = connect(client_secret="my-wrong-secret")
    assert ('value="Loja"' in answer.text, "my-wrong-secret" in answer.text) == (True, False)


def test_a_kiwify_that_is_down_loses_nothing(connect, kiwify):
    kiwify.stop()
    assert "Kiwify does not answer." in messages_of(connect())[1]
    assert Account.objects.filter(name="Loja").exists()


@pytest.mark.parametrize("wrong", [
    {"name": ""}, {"account_id": ""}, {"client_id": ""}, {"client_secret": ""}, {"account_id": "with blanks"},
    {"client_id": "x" * 201}, {"name": "x" * 101}, {"client_secret": "á"}, {"name": "nul\0"},
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(connect, wrong):
    answer = connect(**wrong)
    assert (answer.status_code, "errorlist" in answer.text) == (400, True)
    assert not Account.objects.filter(client_id__startswith="sandbox").exclude(name="Casa").exists()


def test_the_account_of_the_servers_settings_is_nobodys_to_connect(connect, key, settings):
    settings.KIWIFY_ACCOUNT_ID = key["account_id"]
    assert connect().status_code == 400
    assert not Account.objects.filter(name="Loja").exists()


def test_the_test_says_that_all_is_well(desk, connected):
    answer = desk.post(f"/accounts/{connected.pk}/test/", follow=True)
    assert messages_of(answer) == ["Kiwify accepts the key. Add an event to try the account id and the scope too."]


def test_the_test_says_what_is_wrong_and_how_to_mend_it(desk, connected, event):
    event.account = connected
    event.save()
    answer = desk.post(f"/accounts/{connected.pk}/test/", follow=True)
    assert "Kiwify knows no event with this product id" in messages_of(answer)[0]


def test_the_key_is_changed_without_typing_the_secret_again(desk, connected, shown):
    desk.post(f"/accounts/{connected.pk}/", shown(connected) | {"name": "Outro nome", "client_secret": ""})
    before, connected.name = connected.client_secret, ""
    connected.refresh_from_db()
    assert (connected.name, connected.client_secret) == ("Outro nome", before)


def test_a_working_key_is_not_replaced_by_one_that_kiwify_refuses(desk, connected, shown):
    before = connected.client_secret
    answer = desk.post(f"/accounts/{connected.pk}/", shown(connected) | {"client_secret": "wrong"})
    connected.refresh_from_db()
    assert (answer.status_code, connected.client_secret) == (400, before)


def test_an_earlier_webhook_token_is_accepted_until_kiwify_has_the_new_one(desk, connected, shown):
    for token in ("first", "second"):
        desk.post(f"/accounts/{connected.pk}/", shown(connected) | {"webhook_token": token})
    connected.refresh_from_db()
    assert (connected.webhook_token, connected.webhook_token_before) == ("second", "first")


def test_of_two_at_once_the_second_hears_of_the_first(desk, connected, shown):
    early = shown(connected)
    desk.post(f"/accounts/{connected.pk}/", shown(connected) | {"name": "A loja da Ana"})
    answer = desk.post(f"/accounts/{connected.pk}/", early | {"name": "A loja do Zé"})
    assert (answer.status_code, "Name is now: A loja da Ana" in answer.text) == (409, True)
    assert Account.objects.get(pk=connected.pk).name == "A loja da Ana"


@pytest.mark.parametrize("page", ["/accounts/", "/accounts/{}/"])
def test_no_page_shows_a_secret(desk, connected, page):
    connected.webhook_token, connected.token = "hook-token", "token-of-kiwifys"
    connected.save()
    text = desk.get(page.format(connected.pk)).text
    assert not {one for one in (connected.client_secret, "hook-token", "token-of-kiwifys") if one in text}


@pytest.fixture
def shown(desk):
    """What the form of an account's page holds."""

    def shown(account):
        form = desk.get(f"/accounts/{account.pk}/").context["form"]
        return {field.html_name: field.value() or "" for field in form}

    return shown


# Who may: admins all, organizers those they connected; those of the events they organize may be tried.


@pytest.fixture
def of_another(account, event):
    """The account of otto's event, which somebody else has connected."""
    return account


@pytest.mark.parametrize(("method", "address", "status"), [
    ("get", "/accounts/{}/", 200), ("post", "/accounts/{}/test/", 302), ("post", "/accounts/{}/", 404),
])  # fmt: skip
def test_an_organizer_tries_the_account_of_their_event_and_no_more(desk, of_another, method, address, status):
    assert getattr(desk, method)(address.format(of_another.pk), {"name": "Mine"}).status_code == status
    assert Account.objects.get(pk=of_another.pk).name == "Casa"


def test_and_hears_of_no_other_event_of_it(desk, connected, kiwify, event):
    Account.objects.update(connected_by=None)
    Event.objects.update(account=connected, product_id=kiwify.product_id)
    add_event(product_id="elsewhere", name="Segredo", account=connected)
    answer = desk.post(f"/accounts/{connected.pk}/test/", follow=True)
    assert messages_of(answer) == ["All is well: Kiwify accepts the key and lists Noite do Empreendedor."]
    assert "Segredo" not in answer.text


def test_and_sees_nothing_of_its_key(desk, of_another):
    page = desk.get(f"/accounts/{of_another.pk}/").text
    assert ("client_id" in page, "client_secret" in page) == (False, False)


def test_an_account_of_nobody_they_know_is_not_there(desk, of_another):
    foreign = Account.objects.create(name="Alheia", account_id="acc-2", client_id="x", client_secret="y")
    assert "Alheia" not in desk.get("/accounts/").text
    answers = desk.get(f"/accounts/{foreign.pk}/"), desk.post(f"/accounts/{foreign.pk}/test/")
    assert [answer.status_code for answer in answers] == [404, 404]


def test_an_admin_changes_any(at_desk, ada, of_another):
    answer = at_desk(ada).get(f"/accounts/{of_another.pk}/")
    assert (answer.status_code, 'name="client_id"' in answer.text) == (200, True)


def test_the_key_of_the_servers_settings_is_shown_to_admins_and_changed_there(at_desk, ada, settings):
    settings.KIWIFY_ACCOUNT_ID, settings.KIWIFY_CLIENT_ID, settings.KIWIFY_CLIENT_SECRET = "acc-9", "id-9", "secret-9"
    assert "Kiwify" in at_desk(ada).get("/accounts/").text
    page = at_desk(ada).get(f"/accounts/{Account.objects.get().pk}/").text
    assert ("KIWIFY_CLIENT_ID" in page, 'name="client_id"' in page) == (True, False)


PAGES = [
    ("get", "/accounts/"), ("get", "/accounts/new/"), ("post", "/accounts/new/"), ("get", "/accounts/1/"),
    ("post", "/accounts/1/"), ("post", "/accounts/1/test/"), ("get", "/events/new/"), ("post", "/events/new/"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "page"), PAGES)
@pytest.mark.parametrize("role", [None, Role.DOOR, Role.LEAD])
def test_who_organizes_nothing_gets_in_nowhere(at_desk, make_person, event, method, page, role):
    assert getattr(at_desk(make_person("somebody", role)), method)(page).status_code == 403


def test_the_test_is_not_asked_for_by_address(desk, connected):
    assert desk.get(f"/accounts/{connected.pk}/test/").status_code == 405


@pytest.mark.parametrize("key", ["99999999", "9" * 40])
def test_an_account_that_is_not_there(desk, key, event):
    assert [desk.get(f"/accounts/{key}/").status_code, desk.post(f"/accounts/{key}/").status_code] == [404, 404]
