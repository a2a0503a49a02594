import pytest
from django.test import Client

from .conftest import HTMX

SIGN_IN = "/sign-in/"


@pytest.fixture
def sign_in(db):
    browser = Client()
    return lambda name, password="porta-1234", **more: browser.post(
        SIGN_IN, {"username": name, "password": password} | more
    )


def test_the_right_password_opens_the_door(sign_in, rita, event):
    answer = sign_in("rita")
    assert answer.url == "/"
    assert answer.client.get("/").url == event.get_absolute_url()


def test_a_wrong_password_is_told_without_saying_which_half_is_wrong(sign_in, rita):
    wrong, nobody = sign_in("rita", "wrong"), sign_in("nobody", "wrong")
    for answer in (wrong, nobody):
        assert answer.status_code == 200
        assert "não combinam" in answer.text


def test_after_ten_wrong_passwords_even_the_right_one_waits(sign_in, rita, caio):
    for _ in range(10):
        sign_in("rita", "wrong")
    answer = sign_in("rita")
    assert answer.status_code == 429
    assert "quinze minutos" in answer.text
    assert sign_in("caio").status_code == 302


def test_one_comes_back_to_where_one_was_going(sign_in, rita, event):
    assert sign_in("rita", next=f"{event.get_absolute_url()}?q=ana").url == f"{event.get_absolute_url()}?q=ana"


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example/", "javascript:alert(1)"])
def test_the_sign_in_leads_nowhere_else(sign_in, rita, elsewhere):
    assert sign_in("rita", next=elsewhere).url == "/"


def test_signing_out_closes_the_door(tablet, event):
    tablet.post("/sign-out/")
    assert tablet.get(event.get_absolute_url()).url.startswith(SIGN_IN)


def test_the_admins_sign_in_is_the_same_page(db):
    assert Client().get("/admin/login/?next=/admin/").url == "/sign-in/?next=/admin/"


def test_who_may_not_into_the_admin_is_told_as_whom_they_are_signed_in(tablet):
    answer = tablet.get("/admin/", follow=True)
    assert "rita" in answer.text
    assert answer.status_code == 200


def test_htmx_is_taken_to_the_sign_in_and_back_to_its_page(client, event):
    headers = HTMX | {"HX-Current-URL": f"http://testserver{event.get_absolute_url()}?q=ana"}
    answer = client.get(f"{event.get_absolute_url()}counters/", headers=headers)
    assert answer["HX-Redirect"] == f"{SIGN_IN}?next={event.get_absolute_url()}%3Fq%3Dana"


def test_programs_are_told_to_sign_in(client, event):
    answer = client.get(f"{event.get_absolute_url()}counters/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (401, "not_signed_in")


@pytest.mark.parametrize("name", ["a" * 3000, "🎫" * 300])
def test_a_name_longer_than_any_is_a_wrong_name(client, db, name):
    answer = client.post("/sign-in/", {"username": name, "password": "x"})
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()


PAGES = {"http://testserver/e/noite/?q=ana": "/e/noite/%3Fq%3Dana", "http://elsewhere/x": "/", "http://[": "/"}


@pytest.mark.parametrize(("page", "next"), PAGES.items())
def test_a_tap_without_a_session_leads_back_to_the_page_it_was_on(client, event, page, next):
    answer = client.post(f"{event.get_absolute_url()}check-ins/", headers={"referer": page})
    assert answer.url == f"/sign-in/?next={next}"
