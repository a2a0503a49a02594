"""People's judgement: exits, refusals, notes and a lead's undo, each guarded on the server."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from participants.events import add_event
from participants.models import CheckIn, Note, Role

from .conftest import HTMX

DOOR = "/e/noite-do-empreendedor/"


@pytest.fixture
def lia(tablet_of, make_person):
    return tablet_of(make_person("lia", Role.LEAD))


@pytest.fixture
def otto(tablet_of, make_person):
    return tablet_of(make_person("otto", Role.ORGANIZER))


@pytest.fixture
def ask(event):
    def ask(tablet, where, participant=None, **form):
        if participant:
            form["participant"] = participant.kiwify_id
        return tablet.post(f"{DOOR}{where}", {"id": uuid4()} | form, headers=HTMX)

    return ask


@pytest.mark.parametrize("where", ["exits/", "refusals/", "notes/", "notes/1/end/", "checkpoints/1/everyone-out/"])
def test_asking_is_a_post_and_for_people_of_the_event(otto, tablet_of, stranger, where):
    assert otto.get(DOOR + where).status_code == 405
    assert tablet_of(stranger).post(DOOR + where).status_code == 404


@pytest.mark.parametrize("where", ["notes/", "notes/1/end/", "checkpoints/1/everyone-out/"])
def test_some_of_it_is_for_leads(tablet, event, where):
    assert tablet.post(DOOR + where).status_code == 403


def test_door_staff_refuse(ask, tablet, arrive):
    answer = ask(tablet, "refusals/", arrive(), reason="age")
    assert "RECUSADO" in answer.text
    assert CheckIn.objects.get().reason == "age"


def test_a_refusal_needs_a_reason(ask, tablet, arrive):
    assert ask(tablet, "refusals/", arrive()).status_code == 400
    assert not CheckIn.objects.exists()


def test_who_was_refused_is_seen_to_have_been_at_every_gate(ask, tablet, caio, tablet_of, arrive):
    refused = ask(tablet, "refusals/", ana := arrive(), reason="conduct")
    assert "Recusado" not in refused.text.split('class="verdict-message"')[0]
    elsewhere = tablet_of(caio)
    assert "por Rita: Mau comportamento" in elsewhere.get(DOOR, {"q": "ana"}).text
    entered = ask(elsewhere, "check-ins/", ana)
    assert "por Rita: Mau comportamento" in entered.text and 'data-sound="attention"' in entered.text
    assert "por Rita" not in tablet.get(DOOR, {"q": "ana"}).text


def test_where_nobody_was_refused_it_costs_no_query(tablet, arrive, django_assert_max_num_queries):
    arrive()
    with django_assert_max_num_queries(13) as before:
        tablet.get(DOOR, {"q": "ana"}, headers=HTMX)
    assert not any("refused" in query["sql"] for query in before.captured_queries)


def test_an_exit_is_shown_as_one(ask, tablet, arrive, let_in, entrance):
    type(entrance).objects.update(has_exit=True)
    let_in(ana := arrive())
    assert "SAIU" in ask(tablet, "exits/", ana, way="out").text


def test_where_there_is_no_exit_it_is_told_so(ask, tablet, arrive):
    assert ask(tablet, "exits/", arrive()).status_code == 409


def test_at_the_exit_rows_have_its_button(tablet, arrive, let_in, entrance):
    type(entrance).objects.update(has_exit=True)
    let_in(arrive("Ana")), arrive("Ana Fora")
    page = tablet.get(DOOR, {"q": "ana", "way": "out"}).text
    assert page.count("Dar saída") == 1
    assert "Não está dentro" in page


def test_a_checkpoint_without_an_exit_has_no_way_out(tablet, arrive, let_in):
    let_in(arrive("Ana"))
    assert "Dar saída" not in tablet.get(DOOR, {"q": "ana", "way": "out"}).text


def test_everyone_is_checked_out_by_a_lead(lia, arrive, let_in, entrance, event):
    type(entrance).objects.update(has_exit=True)
    let_in(arrive())
    lia.post(f"{DOOR}checkpoints/{entrance.pk}/everyone-out/")
    assert CheckIn.objects.get().closed_how == "exit"


@pytest.mark.parametrize(("about", "seen"), [("participant", 1), ("order", 2), ("batch", 3)])
def test_a_note_is_seen_before_anything_else(ask, lia, tablet, arrive, about, seen):
    ana = arrive("Ana", order_id="order-1")
    arrive("Ana Bia", order_id="order-1"), arrive("Ana Cai", order_id="order-2"), arrive("Ana Dez", batch="VIP")
    ask(lia, "notes/", ana, about=about, text="Pergunte pelo Otto")
    assert tablet.get(DOOR, {"q": "ana"}).text.count("Pergunte pelo Otto") == seen


def test_a_verdict_shows_it_and_has_a_sound_of_its_own(ask, lia, tap, tablet, arrive):
    ana = arrive()
    ask(lia, "notes/", ana, about="participant", text="Pergunte pelo Otto")
    text = tap(tablet, ana).text
    assert 'data-sound="attention"' in text
    assert text.index("Pergunte pelo Otto", text.index('id="person')) < text.index("ENTROU")


def test_an_ended_note_is_no_longer_shown_and_stays_in_the_log(ask, lia, tablet, arrive):
    ask(lia, "notes/", arrive("Ana"), about="participant", text="Pergunte pelo Otto")
    ask(lia, f"notes/{Note.objects.get().pk}/end/")
    assert "Pergunte pelo Otto" not in tablet.get(DOOR, {"q": "ana"}).text
    assert Note.objects.get().ended_by.username == "lia"


def test_the_same_note_twice_is_one_note(ask, lia, arrive):
    ana = arrive()
    for about, text in (("participant", "VIP"), ("participant", "VIP"), ("participant", "Mãe do noivo")):
        ask(lia, "notes/", ana, about=about, text=text)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["Mãe do noivo", "VIP"]


@pytest.mark.parametrize(
    "form", [{"about": "order", "text": "x"}, {"about": "planet", "text": "x"}, {"about": "batch"}]
)
def test_a_note_about_nothing_is_told_so(ask, lia, arrive, form):
    assert ask(lia, "notes/", arrive(), **form).status_code == 400
    assert not Note.objects.exists()


def test_a_lead_undoes_later_with_a_reason(ask, lia, tablet, arrive, let_in):
    row = let_in(arrive(), now=timezone.now() - timedelta(hours=1))
    assert ask(tablet, f"check-ins/{row.pk}/undo/", reason="Please").status_code == 403
    assert ask(lia, f"check-ins/{row.pk}/undo/").status_code == 409
    assert "DESFEITO" in ask(lia, f"check-ins/{row.pk}/undo/", reason="Wrong Ana").text
    assert CheckIn.objects.get().closed_reason == "Wrong Ana"


@pytest.mark.parametrize("reason", ["a\x00", "x" * 201])
def test_a_reason_that_cannot_be_kept_undoes_nothing(ask, lia, arrive, let_in, reason):
    row = let_in(arrive())
    assert ask(lia, f"check-ins/{row.pk}/undo/", reason=reason).status_code == 400
    assert CheckIn.objects.get().is_open


def test_one_id_is_not_two_things(ask, tablet, arrive, entrance):
    type(entrance).objects.update(has_exit=True)
    ana, id = arrive(), uuid4()
    answers = [ask(tablet, where, ana, id=id, reason="age") for where in ("check-ins/", "exits/", "refusals/")]
    assert [answer.status_code for answer in answers] == [200, 409, 409]
    assert CheckIn.objects.get().is_open


def test_only_leads_see_what_leads_may(lia, tablet, arrive):
    where = {"q": "ana", "open": arrive("Ana").pk}
    assert 'name="about"' in lia.get(DOOR, where).text
    assert 'name="about"' not in tablet.get(DOOR, where).text
    assert 'name="reason"' in tablet.get(DOOR, where).text


def test_a_note_of_another_event_cannot_be_ended(ask, lia, arrive, account, event):
    ask(lia, "notes/", arrive(), about="participant", text="x")
    Note.objects.update(event=add_event(product_id="p-2", name="Outro", account=account))
    assert ask(lia, f"notes/{Note.objects.get().pk}/end/").status_code == 404
