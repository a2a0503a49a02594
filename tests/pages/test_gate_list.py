"""The gate list, for organizers: pages of A4 that say whose, where, when and which."""

import pytest
from django.utils import timezone

from participants.models import AccessEntry, Event, Role, Seen

PAGE = "/e/noite-do-empreendedor/gate-list/"
PRINT = f"{PAGE}print/"


@pytest.fixture
def otto(make_person):
    return make_person("otto", Role.ORGANIZER)


@pytest.fixture
def desk(tablet_of, otto):
    desk = tablet_of(otto)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return desk


def test_it_has_everybody_by_surname(desk, event, arrive):
    Event.objects.update(read_at=timezone.now())
    arrive("João da Silva Júnior", code="HO2V9K3LQWEDUBH"), arrive("Ana Alves", batch="VIP")
    page = desk.get(PRINT).getvalue().decode()
    assert page.index("<b>Alves</b>, Ana") < page.index("<b>Silva Júnior</b>, João da")
    assert all(text in page for text in ("HO2V…UBH", "VIP", "page 1 of 1", "A–S", "Kiwify read", "printed", "by Otto"))


def test_each_gate_has_its_pages(desk, event, arrive):
    arrive("Ana Alves"), arrive("Ana Souza")
    page = desk.get(PRINT, {"gates": "Portão 1, Portão 2"}).getvalue().decode()
    assert page.count('class="sheet"') == 2
    assert page.index("Portão 1") < page.index("Portão 2")


def test_who_is_in_already_is_ticked(desk, event, arrive, let_in):
    let_in(arrive("Ana")), arrive("Bia")
    assert desk.get(PRINT).getvalue().decode().count("box is-in") == 1


def test_who_needs_the_lead_is_marked(desk, event, arrive):
    arrive("Ana", attention="refunded", attention_at=timezone.now())
    assert "call the lead" in desk.get(PRINT).getvalue().decode()


def test_it_is_in_the_access_log(desk, otto, event, arrive):
    arrive("Ana Alves"), arrive("Ana Souza")
    desk.get(PRINT, {"gates": "1,2"})
    entry = AccessEntry.objects.get()
    assert (entry.person, entry.what, entry.people, entry.details) == (otto, Seen.GATE_LIST, 2, "gates=2")


def test_a_list_of_nobody_is_told_so_and_leaves_no_trace(desk, event):
    answer = desk.get(PRINT)
    assert answer.status_code == 400
    assert "nothing to print" in answer.text
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize("wrong", [
    {"gates": ",".join(map(str, range(27)))}, {"gates": "x" * 41}, {"gates": "x" * 3000}, {"batch": "999"},
    {"batch": "9" * 50}, {"checkpoint": "999"}, {"checkpoint": "soon"}, {"gates": "\x00"},
])  # fmt: skip
def test_what_is_wrong_is_said(desk, event, arrive, wrong):
    arrive("Ana")
    answer = desk.get(PRINT, wrong)
    assert answer.status_code == 400
    assert "errorlist" in answer.text


def test_the_form_knows_the_gates_where_tablets_are(desk, event, make_tablet):
    make_tablet("Portão B"), make_tablet("Portão A"), make_tablet("Portão C", ended_at=timezone.now())
    assert 'value="Portão A, Portão B"' in desk.get(PAGE).text


@pytest.mark.parametrize("page", [PAGE, PRINT])
@pytest.mark.parametrize(("role", "status"), [(Role.DOOR, 403), (Role.LEAD, 403), (None, 404)])
def test_it_is_for_organizers(tablet_of, make_person, event, arrive, page, role, status):
    arrive("Ana")
    assert tablet_of(make_person("somebody", role)).get(page).status_code == status
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize("page", [PAGE, PRINT])
def test_it_is_not_posted_and_not_for_strangers(desk, client, event, page):
    assert desk.post(page).status_code == 405
    assert client.get(page).status_code == 302
