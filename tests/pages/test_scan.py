from uuid import uuid4

import pytest

from participants.events import add_event
from participants.models import CheckIn, Participant
from participants.scanned import TEST_CODE

CODE = "YRC3IQGCR24TWKT"


@pytest.fixture
def post(event, entrance):
    entrance.has_exit = True
    entrance.save()

    def post(tablet, where, code, **form):
        return tablet.post(f"/e/{event.slug}/{where}/", {"id": uuid4(), "code": code} | form)

    return post


@pytest.mark.parametrize("where", ["check-ins", "exits"])
def test_the_test_code_is_answered_and_nothing_is_written(post, program, where):
    told = post(program, where, f"]Q1{TEST_CODE.lower()}").json()
    assert (told["result"], bool(told["message"])) == ("test", True)
    assert not CheckIn.objects.exists()


def test_the_test_code_in_a_tablets_queue_writes_nothing_either(program, event):
    queue = [{"id": str(uuid4()), "code": TEST_CODE}]
    told = program.post(f"/e/{event.slug}/replay/", queue, content_type="application/json").json()
    assert (told[0]["id"], told[0]["result"]) == (queue[0]["id"], "test")
    assert not CheckIn.objects.exists()


def test_on_the_screen_the_test_code_is_calm_and_silent(tap, tablet):
    answer = tap(tablet, code=TEST_CODE)
    assert 'data-result="test"' in answer.text and "LEITURA DE TESTE" in answer.text
    assert "data-sound" not in answer.text and "HX-Trigger" not in answer


def test_without_javascript_the_test_code_leads_back_to_the_door(tablet, post):
    assert post(tablet, "check-ins", TEST_CODE).status_code == 302


def test_the_door_page_knows_the_test_code(tablet, event):
    assert f'data-test-code="{TEST_CODE}"' in tablet.get(event.get_absolute_url()).text


def test_another_event_of_ours_is_named_on_the_screen_and_to_programs(tap, tablet, post, arrive, account):
    arrive("Ana", code=CODE)
    Participant.objects.update(event=add_event(product_id="product-2", name="Noite X", account=account))
    assert "Ingresso de Noite X" in tap(tablet, code=CODE).text
    tablet.defaults["HTTP_ACCEPT"] = "application/json"
    told = post(tablet, "check-ins", CODE).json()
    assert (told["result"], told["detail"], told["name"]) == ("unknown", "elsewhere", None)


def test_an_address_that_was_read_is_shown_by_its_host(tap, tablet):
    text = tap(tablet, code="https://user:secret@exemplo.com.br/promo/verao?utm=1").text
    assert "exemplo.com.br/promo/…" in text
    assert "secret" not in text
