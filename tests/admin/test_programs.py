import re

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.models import ApiClient
from participants.programs import WrongKeyError, create_program, program_with_key

from .conftest import list_of, page_of, said

ADD = reverse("admin:participants_apiclient_add")


@pytest.fixture
def added(desk, event):
    return desk.post(ADD, {"name": "Painel", "event": event.pk, "_save": ""})


@pytest.fixture
def key(added):
    """The id and the secret as they stand on the page."""
    return re.findall(r"<dd><code>(\S+)</code>", added.text)[:2]


def test_the_key_on_the_page_opens_the_door_for_the_program(key, event):
    program = program_with_key(*key, now=timezone.now())
    assert (program.name, program.event) == ("Painel", event)


def test_the_secret_is_shown_this_once(desk, key):
    _client_id, secret = key
    for there in (list_of(ApiClient), page_of(ApiClient.objects.get())):
        assert secret not in desk.get(there).text


def test_the_page_with_the_secret_is_kept_by_no_browser(added):
    assert "no-store" in added["Cache-Control"]
    assert "messages" not in added.cookies


def test_a_program_needs_an_event(desk):
    assert list(desk.post(ADD, {"name": "Painel"}).context["adminform"].form.errors) == ["event"]
    assert not ApiClient.objects.exists()


@pytest.mark.parametrize("times", [1, 2])
def test_a_deactivated_program_is_refused(run, event, times):
    program, secret = create_program(name="Painel", event=event)
    for _ in range(times):
        (sentence,) = run([program], "deactivate")
    assert sentence.startswith("From now on they are refused.")
    with pytest.raises(WrongKeyError):
        program_with_key(program.client_id, secret, now=timezone.now())


def test_a_program_is_activated_again_on_its_page_with_the_same_key(desk, event):
    program, secret = create_program(name="Painel", event=event)
    ApiClient.objects.update(is_active=False)
    answer = desk.post(page_of(program), {"name": "Painel 2", "is_active": "on", "_save": ""}, follow=True)
    assert said(answer)
    assert program_with_key(program.client_id, secret, now=timezone.now()).name == "Painel 2"


def test_its_event_and_id_stay(desk, event):
    program, _secret = create_program(name="Painel", event=event)
    assert list(desk.get(page_of(program)).context["adminform"].form.fields) == ["name", "is_active"]
