from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participants import door
from participants.events import add_event
from participants.models import CheckIn, Note, Source
from participants.notes import About, add_note

from .conftest import list_of, page_of


@pytest.fixture
def listed(desk):
    """The results on a log filtered so."""

    def listed(**query):
        answer = desk.get(list_of(CheckIn, **query))
        assert answer.status_code == 200
        return [row.result for row in answer.context["cl"].result_list]

    return listed


def test_the_newest_comes_first(listed, arrive, let_in):
    ana = arrive()
    let_in(ana)
    let_in(ana, now=timezone.now() + timedelta(seconds=1))
    assert listed() == ["already_in", "admitted"]


def test_the_log_is_filtered_by_event(listed, event, account, arrive, let_in):
    other = add_event(product_id="p-2", name="Other", account=account)
    let_in(arrive())
    assert listed(event=event.pk) == ["admitted"]
    assert listed(event=other.pk) == []


@pytest.mark.parametrize("query", [{"result": "unknown"}, {"source": "scan"}, {"result__exact": "unknown"}])
def test_the_log_is_filtered_by_result_and_source(listed, arrive, let_in, query):
    let_in(arrive())
    let_in(code="NOBODYS", source=Source.SCAN)
    assert listed(**query) == ["unknown"]


def test_the_log_is_filtered_by_day(listed, arrive, let_in):
    let_in(arrive())
    now = timezone.localtime()
    day = {"recorded_at__year": now.year, "recorded_at__month": now.month}
    assert listed(**day, recorded_at__day=now.day) == ["admitted"]
    assert listed(recorded_at__year=now.year - 1) == []


@pytest.mark.parametrize("q", ["conceicao", "CODE00000000001", "rita"])
def test_an_admission_is_found_by_participant_code_and_person(listed, arrive, let_in, caio, q):
    let_in(arrive("Ana Conceição"))
    let_in(arrive("Bia"), person=caio, now=timezone.now() + timedelta(seconds=1))
    assert listed(q=q) == ["admitted"]


def test_a_code_nobody_has_is_found(listed, arrive, let_in):
    let_in(code="NOBODYS")
    let_in(arrive())
    assert listed(q="nobodys") == ["unknown"]


def test_with_several_events_the_beginning_of_a_name_finds_them(listed, account, arrive, let_in):
    add_event(product_id="p-2", name="Other", account=account)
    let_in(arrive("Ana Conceição"))
    assert listed(q="ana c") == ["admitted"]
    assert listed(q="conceicao") == []


def test_a_row_links_to_the_participant(desk, arrive, let_in):
    row = let_in(arrive())
    assert page_of(row.participant) in desk.get(list_of(CheckIn)).text
    assert page_of(row.participant) in desk.get(page_of(row)).text


def test_a_second_try_links_to_the_first_admission(desk, arrive, let_in):
    ana = arrive()
    first, second = let_in(ana), let_in(ana)
    assert page_of(first) in desk.get(page_of(second)).text


def test_an_undone_admission_says_when_and_through_whom(desk, arrive, let_in, rita):
    row = let_in(arrive())
    door.undo(row, person=rita, now=row.recorded_at)
    page = desk.get(list_of(CheckIn)).text
    assert "undone" in page
    assert ", rita" in page


def test_the_log_is_not_changed_here(desk, arrive, let_in):
    row = let_in(arrive())
    assert desk.post(page_of(row), {"result": "refused"}).status_code == 403
    assert desk.post(reverse("admin:participants_checkin_delete", args=[row.pk])).status_code == 403
    assert CheckIn.objects.get().result == "admitted"


def test_more_rows_cost_no_more_queries(desk, arrive, let_in, rita, caio):
    let_in(arrive())
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(CheckIn))
    for person in (rita, caio) * 5:
        door.undo(let_in(arrive(), person=person), person=person, now=timezone.now())
    with CaptureQueriesContext(connection) as with_many:
        desk.get(list_of(CheckIn))
    assert len(with_many) == len(with_one)


def test_a_leads_decision_and_a_refusal_say_why(desk, arrive, let_in, entrance, rita):
    withdrawn = arrive("Ana", attention="refunded", attention_at=timezone.now())
    row = let_in(withdrawn, overrule="Paid again")
    assert "Paid again" in desk.get(page_of(row)).text
    refused = door.refuse(
        door.Claim(arrive()), id=uuid4(), checkpoint=entrance, person=rita, now=timezone.now(), reason="age"
    )
    assert "Too young for this event" in desk.get(page_of(refused)).text


def test_notes_are_shown_and_nobody_changes_them(desk, arrive, rita):
    note = add_note(arrive("Ana"), About.PARTICIPANT, "Ask for Otto", person=rita, now=timezone.now())
    assert "Ask for Otto" in desk.get(list_of(Note)).text
    assert desk.post(page_of(note), {"text": "x"}).status_code == 403


@pytest.fixture
def double(arrive, let_in, caio):
    """The verdict on a ticket that another tablet had let in while it was offline."""
    ana = arrive("Ana")
    let_in(ana)
    return let_in(ana, person=caio, source=Source.OFFLINE, happened_at=timezone.now() - timedelta(hours=1))


SETTLED = [("settle_as_same", "same"), ("settle_as_two", "two"), ("settle_as_mistake", "mistake")]


@pytest.mark.parametrize(("action", "how"), SETTLED)
def test_a_double_is_decided_with_a_button(press, double, ana, action, how):
    assert press(double, action) == ["1 double is decided."]
    double.refresh_from_db()
    assert (double.settled_how, double.settled_by) == (how, ana)


def test_deciding_twice_keeps_the_first_decision(press, double):
    press(double, "settle_as_same")
    assert press(double, "settle_as_two") == ["0 doubles are decided."]
    double.refresh_from_db()
    assert double.settled_how == "same"


def test_among_those_chosen_in_the_list_only_doubles_are_decided(run, double):
    assert run([double, double.earlier], "settle_as_two") == ["1 double is decided."]
    assert CheckIn.objects.exclude(settled_how="").get() == double


def test_deciding_takes_no_get(desk, double):
    there = reverse("admin:participants_checkin_button", args=[double.pk, "settle_as_two"])
    assert desk.get(there).status_code == 405


def test_only_the_page_of_a_double_offers_to_decide(desk, event, double):
    assert f"{reverse('doubles', args=[event.slug])}#double-{double.pk}" in desk.get(page_of(double)).text
    assert "settle_as_two/now/" not in desk.get(page_of(double.earlier)).text


@pytest.mark.parametrize(("before", "asked"), [("", "open"), ("two", "settled")])
def test_doubles_are_filtered(listed, double, before, asked):
    CheckIn.objects.filter(pk=double.pk).update(settled_how=before)
    assert listed(double=asked) == ["already_in"]


def test_the_log_is_filtered_by_checkpoint_and_tablet(listed, event, entrance, make_tablet, arrive, let_in):
    gate, vip = make_tablet(), event.checkpoints.create(name="VIP")
    let_in(arrive(), tablet=gate)
    let_in(code="NOBODYS", checkpoint=vip)
    assert listed(checkpoint=vip.pk) == ["unknown"]
    assert listed(tablet=gate.pk) == ["admitted"]


def test_a_row_leads_to_their_story_and_their_log(desk, event, arrive, let_in):
    row = let_in(arrive())
    page = desk.get(page_of(row)).text
    assert reverse("person", args=[event.slug, row.participant_id]) in page
    assert f"{reverse('log', args=[event.slug])}?participant={row.participant_id}" in page
