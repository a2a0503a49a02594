"""The database is away in the midst of a request: what it kept is not known, and asking again is harmless."""

from uuid import uuid4

import pytest
from django.db import OperationalError

from participants.models import CheckIn


@pytest.fixture
def away(tablet, monkeypatch):
    """From now on the database fails when a verdict is written."""

    def gone(*_, **__):
        raise OperationalError("server closed the connection unexpectedly")

    tablet.raise_request_exception = False
    monkeypatch.setattr("participants.views.check_ins.door.check_in", gone)


def test_the_door_is_told_that_there_was_no_answer(tap, tablet, arrive, away):
    answer = tap(tablet, arrive("Ana"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert "data-result" not in answer.text  # it would be taken for a verdict


def test_a_program_is_told_in_json(tablet, event, arrive, away):
    form = {"id": uuid4(), "participant": arrive("Ana").kiwify_id}
    answer = tablet.post(f"/e/{event.slug}/check-ins/", form, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")


def test_a_browser_without_scripts_gets_a_page_that_needs_no_database(tablet, event, arrive, away):
    form = {"id": uuid4(), "participant": arrive("Ana").kiwify_id}
    answer = tablet.post(f"/e/{event.slug}/check-ins/", form)
    assert answer.status_code == 503
    assert "O banco de dados não responde" in answer.text


def test_asked_again_with_the_same_id_it_is_one_check_in(tap, tablet, arrive, away, monkeypatch):
    ana, id = arrive("Ana"), uuid4()
    tap(tablet, ana, id=id)
    monkeypatch.undo()
    assert "ENTROU" in tap(tablet, ana, id=id).text
    assert "ENTROU" in tap(tablet, ana, id=id).text
    assert CheckIn.objects.count() == 1
