"""What a paired tablet may, and what it may not."""

from uuid import uuid4

import pytest

from participants.events import add_event
from participants.models import CheckIn

from .conftest import tablet_in


def test_it_opens_the_door_of_its_event_and_lets_people_in(paired, event, arrive):
    ana = arrive()
    assert paired.get(event.get_absolute_url(), {"q": "ana"}).status_code == 200
    asked = {"id": str(uuid4()), "participant": ana.kiwify_id}
    verdict = paired.post(f"{event.get_absolute_url()}check-ins/", asked, headers={"accept": "application/json"}).json()
    assert verdict["result"] == "admitted"


def test_every_verdict_carries_the_tablet_its_gate_and_the_person(at_the_tablet, event, rita, arrive):
    tablet = at_the_tablet(rita)
    for path, more in (("check-ins", {}), ("refusals", {"reason": "age"})):
        tablet.post(
            f"{event.get_absolute_url()}{path}/", {"id": str(uuid4()), "participant": arrive().kiwify_id} | more
        )
    for row in CheckIn.objects.all():
        assert (row.tablet, row.gate, row.person) == (tablet_in(tablet), "Gate A", rita)
    assert CheckIn.objects.count() == 2


def test_an_order_and_a_replay_carry_the_tablet_too(paired, event, arrive):
    arrive("Ana", order_id="o1"), arrive("Bia", order_id="o1")
    paired.post(f"{event.get_absolute_url()}check-ins/order/", {"id": str(uuid4()), "order": "o1", "all": "yes"})
    queue = [{"id": str(uuid4()), "participant": arrive().kiwify_id, "happened_at": "2026-11-22T20:00:00-03:00"}]
    paired.post(f"{event.get_absolute_url()}replay/", queue, content_type="application/json")
    assert set(CheckIn.objects.values_list("tablet", flat=True)) == {tablet_in(paired).pk}
    assert CheckIn.objects.count() == 3


def test_it_undoes_what_was_done_at_it_and_nothing_else(paired, make_paired, event, arrive):
    id = str(uuid4())
    paired.post(f"{event.get_absolute_url()}check-ins/", {"id": id, "participant": arrive().kiwify_id})
    undo = f"{event.get_absolute_url()}check-ins/{id}/undo/"
    assert make_paired("Gate B").post(undo, headers={"accept": "application/json"}).status_code == 409
    assert paired.post(undo, headers={"accept": "application/json"}).json()["undone"]


def test_its_latest_results_are_its_own(paired, make_paired, event, arrive):
    ana = arrive("Ana Conceição")
    paired.post(f"{event.get_absolute_url()}check-ins/", {"id": str(uuid4()), "participant": ana.kiwify_id})
    assert "Ana Conceição" in paired.get(event.get_absolute_url()).content.decode()
    assert "Ana Conceição" not in make_paired("Gate B").get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "page",
    ["reads/", "checkpoints/", "tablets/", "staff/", "checkpoints/1/everyone-out/", "tablets/invitations/"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_of_leads_and_organizers_are_not_for_it_whoever_is_there(at_the_tablet, event, otto, page, method):
    tablet = at_the_tablet(otto)
    answer = getattr(tablet, method)(f"{event.get_absolute_url()}{page}")
    assert answer.status_code == 403 and "opens the door and nothing else" in answer.content.decode()


def test_the_admin_is_not_for_it(paired):
    assert paired.get("/admin/").status_code in (302, 403)
    assert paired.get("/admin/participants/participant/").status_code in (302, 403)


def test_another_event_is_not_for_it(paired, account):
    other = add_event(product_id="product-2", name="Outra noite", account=account)
    assert paired.get(other.get_absolute_url()).status_code == 403
    assert paired.post(f"{other.get_absolute_url()}check-ins/", {"id": str(uuid4()), "code": "X"}).status_code == 403
    assert not CheckIn.objects.exists()


def test_the_first_page_is_its_door(paired, event):
    assert paired.get("/").url == event.get_absolute_url()


def test_started_again_at_an_exit_it_is_at_the_exit(paired, event, entrance):
    entrance.has_exit = True
    entrance.save()
    paired.get(event.get_absolute_url(), {"way": "out"})
    assert "way=out" in paired.get("/").url


def test_a_lead_decides_at_it_as_a_lead(at_the_tablet, event, make_person, arrive, withdrawn):
    tablet, bia = at_the_tablet(make_person("lia", "lead")), arrive("Bia", **withdrawn)
    asked = {"id": str(uuid4()), "participant": bia.kiwify_id, "overrule": "on the guest list"}
    answer = tablet.post(f"{event.get_absolute_url()}check-ins/", asked, headers={"accept": "application/json"})
    assert answer.json()["result"] == "admitted"


def test_door_staff_decide_no_more_than_elsewhere(at_the_tablet, event, rita, arrive, withdrawn):
    asked = {"id": str(uuid4()), "participant": arrive(**withdrawn).kiwify_id, "overrule": "because"}
    answer = at_the_tablet(rita).post(f"{event.get_absolute_url()}check-ins/", asked)
    assert answer.status_code == 403


def test_an_event_that_is_closed_has_no_tablets(paired, event):
    event.is_active = False
    event.save()
    assert paired.get(event.get_absolute_url()).url == "/pair/"


def test_a_tablet_shows_the_checkpoint_it_was_put_at(paired, office, event):
    vip = event.checkpoints.create(name="VIP", position=1)
    tablet = tablet_in(paired)
    move = f"{event.get_absolute_url()}tablets/{tablet.pk}/move/"
    office.post(move, {"gate": "Gate B", "checkpoint": vip.pk})
    poll = paired.get(
        f"{event.get_absolute_url()}counters/?checkpoint={tablet.checkpoint_id}", headers={"hx-request": "true"}
    )
    assert poll["HX-Redirect"] == event.get_absolute_url()
    assert "VIP · Gate B · 1" in paired.get(event.get_absolute_url()).content.decode()


def test_the_checkpoint_in_an_address_does_not_move_a_tablet(paired, event):
    vip = event.checkpoints.create(name="VIP", position=1)
    page = paired.get(event.get_absolute_url(), {"checkpoint": vip.pk}).content.decode()
    assert "VIP" not in page


def test_the_camera_opens_at_it_locked_or_not(paired, rita, give_pin):
    assert paired.get("/camera/").status_code == 200
    give_pin(rita)
    assert paired.get("/camera/").status_code == 200
