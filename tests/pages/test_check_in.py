from uuid import uuid4

import pytest
from django.test import Client

from participants.events import add_event
from participants.models import CheckIn, Checkpoint, Result

CHECK_INS = "/e/noite-do-empreendedor/check-ins/"


def test_a_tap_turns_the_row_into_its_verdict(tap, tablet, arrive):
    ana = arrive("Ana Conceição", batch="VIP")
    answer = tap(tablet, ana)
    assert answer.status_code == 200
    assert "check-in-changed" in answer["HX-Trigger"]
    for part in (f'data-participant="{ana.kiwify_id}"', 'hx-swap-oob="innerHTML:#verdict"', "ENTROU", "VIP"):
        assert part in answer.text


def test_without_javascript_a_tap_comes_back_to_the_same_search(tablet, arrive):
    ana = arrive("Ana")
    answer = tablet.post(CHECK_INS, {"id": uuid4(), "participant": ana.kiwify_id, "q": "ana"}, follow=True)
    assert "q=ana" in answer.redirect_chain[0][0]
    assert "ENTROU" in answer.text


def test_another_events_verdict_is_not_shown(tablet, event, account, arrive):
    ana, id = arrive("Ana"), uuid4()
    tablet.post(CHECK_INS, {"id": id, "participant": ana.kiwify_id})
    assert "ENTROU" in tablet.get(event.get_absolute_url(), {"verdict": id}).text
    CheckIn.objects.update(event=add_event(product_id="product-2", name="Outra", account=account))
    assert "ENTROU" not in tablet.get(event.get_absolute_url(), {"verdict": id}).text


def test_programs_get_the_verdict_as_json(program, arrive):
    ana, id = arrive("Ana", code="YRC3IQGCR24TWKT"), uuid4()
    told = program.post(CHECK_INS, {"id": id, "code": "YRC3IQGCR24TWKT"}).json()
    assert (told["id"], told["result"], told["participant"]) == (str(id), "admitted", ana.kiwify_id)


def test_the_same_id_twice_is_the_same_answer(program, arrive):
    form = {"id": uuid4(), "participant": arrive().kiwify_id}
    assert program.post(CHECK_INS, form).json() == program.post(CHECK_INS, form).json()
    assert CheckIn.objects.count() == 1


def test_a_second_tablet_is_told_who_was_first(tap, tablet, tablet_of, caio, arrive):
    ana = arrive("Ana")
    tap(tablet_of(caio), ana)
    answer = tap(tablet, ana)
    assert "JÁ ENTROU" in answer.text
    assert "por Caio" in answer.text


def test_an_unknown_code_says_so(tap, tablet):
    assert "Código desconhecido" in tap(tablet, code="NOBODYHASTHIS00").text


def test_somebody_of_another_event_is_unknown_here(tap, tablet, arrive, account):
    other = add_event(product_id="product-2", name="Outro", account=account)
    elsewhere = arrive("Ana")
    type(elsewhere).objects.update(event=other)
    tap(tablet, elsewhere)
    assert CheckIn.objects.get().result == Result.UNKNOWN


def test_an_id_used_for_somebody_else_is_a_conflict(program, arrive):
    id = uuid4()
    program.post(CHECK_INS, {"id": id, "participant": arrive().kiwify_id})
    answer = program.post(CHECK_INS, {"id": id, "participant": arrive().kiwify_id})
    assert (answer.status_code, answer.json()["error"]) == (409, "id_reused")


@pytest.mark.parametrize(
    "form",
    [
        {}, {"id": "7", "code": "X"}, {"code": "X"}, {"id": uuid4()}, {"id": uuid4(), "code": "X", "participant": "Y"},
        {"id": uuid4(), "code": "X" * 1001}, {"id": uuid4(), "code": "X", "checkpoint": "abc"},
        {"id": uuid4(), "code": "X", "checkpoint": "999999"}, {"id": uuid4(), "code": "X", "checkpoint": "9" * 40},
        {"id": uuid4(), "code": "X\x00"}, {"id": uuid4(), "code": "X", "happened_at": "yesterday"},
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_read_gets_a_sentence_and_no_row(program, form):
    answer = program.post(CHECK_INS, form)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    assert answer.json()["message"]
    assert not CheckIn.objects.exists()


def test_htmx_hears_of_a_problem_in_the_verdicts_room(tap, tablet):
    answer = tap(tablet)
    assert answer.status_code == 400
    assert 'hx-swap-oob="innerHTML:#verdict"' in answer.text


def test_a_checkpoint_of_another_event_is_refused(program, arrive, account):
    other = add_event(product_id="product-2", name="Outro", account=account)
    form = {"id": uuid4(), "participant": arrive().kiwify_id, "checkpoint": other.checkpoints.get().pk}
    assert program.post(CHECK_INS, form).status_code == 400


def test_a_checkpoint_may_be_chosen(program, arrive, event):
    second_day = Checkpoint.objects.create(event=event, name="Day 2", position=1)
    program.post(CHECK_INS, {"id": uuid4(), "participant": arrive().kiwify_id, "checkpoint": second_day.pk})
    assert CheckIn.objects.get().checkpoint == second_day


def test_looking_is_not_checking_in(tablet):
    assert tablet.get(CHECK_INS).status_code == 405


def test_a_stranger_may_not(tap, tablet_of, stranger, arrive):
    assert tap(tablet_of(stranger), arrive()).status_code == 404
    assert not CheckIn.objects.exists()


def test_a_page_that_another_site_made_may_not(rita, arrive):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(rita)
    assert browser.post(CHECK_INS, {"id": uuid4(), "participant": arrive().kiwify_id}).status_code == 403
    assert not CheckIn.objects.exists()
