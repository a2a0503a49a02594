import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.admin import site
from django.test import Client

from .conftest import list_of, page_of, said


@pytest.fixture
def sign_in(rita):
    def sign_in(password="porta-1234"):
        return Client().post("/sign-in/", {"username": "rita", "password": password}).status_code

    return sign_in


@pytest.fixture
def locked_out(sign_in):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in("guess-1234")
    assert sign_in() == 429
    return AccessAttempt.objects.get()


@pytest.fixture
def unlock(desk, locked_out):
    def unlock():
        fields = {"action": "unlock", "_selected_action": [locked_out.pk]}
        return said(desk.post(list_of(AccessAttempt), fields, follow=True))

    return unlock


def test_who_is_locked_out_is_listed_and_marked(desk, locked_out):
    page = desk.get(list_of(AccessAttempt)).text
    assert "rita" in page
    assert '<span class="state is-bad">' in page


def test_an_admin_lets_them_sign_in_again(unlock, sign_in):
    assert unlock() == ["1 name may sign in again."]
    assert sign_in() == 302


def test_unlocking_twice_is_harmless(unlock, sign_in):
    unlock()
    assert unlock() == ["0 names may sign in again."]
    assert sign_in() == 302


def test_what_was_typed_is_not_shown(desk, locked_out):
    assert "guess-1234" not in desk.get(page_of(locked_out)).text


def test_the_logs_that_stay_empty_are_not_listed():
    assert AccessLog not in site._registry
    assert AccessFailureLog not in site._registry


def test_its_columns_are_in_portuguese_too(desk, locked_out):
    desk.cookies["django_language"] = "pt-br"
    for there in (list_of(AccessAttempt), page_of(locked_out)):
        page = desk.get(there).text
        for english in ("Username", "IP Address", "User Agent", "user name"):
            assert english not in page
