"""Organizers make checkpoints; leads look at them."""

import pytest

from participants.checkpoints import CheckpointForm
from participants.events import add_event
from participants.models import Batch, Checkpoint, Role

PAGE = "/e/noite-do-empreendedor/checkpoints/"


@pytest.fixture
def otto(tablet_of, make_person):
    return tablet_of(make_person("otto", Role.ORGANIZER))


@pytest.fixture
def new(make_batch):
    return {"name": "VIP", "position": "1", "batches": [make_batch("VIP").pk], "has_exit": "on"}


def test_an_organizer_makes_one(otto, event, new):
    otto.post(f"{PAGE}new/", new | {"opens_at": "2026-11-22T19:00"})
    vip = event.checkpoints.get(name="VIP")
    assert (vip.has_exit, [batch.name for batch in vip.batches.all()]) == (True, ["VIP"])
    assert vip.opens_at.isoformat() == "2026-11-22T22:00:00+00:00"


@pytest.fixture
def shown(otto, entrance):
    """What the form of the entrance sends along of what it shows."""
    return lambda: {"shown": otto.get(f"{PAGE}{entrance.pk}/").context["form"]["shown"].value()}


def test_and_changes_it(otto, entrance, new, shown):
    otto.post(f"{PAGE}{entrance.pk}/", new | shown() | {"name": "Porta"})
    entrance.refresh_from_db()
    assert entrance.name == "Porta"


def test_of_two_at_once_the_second_hears_of_the_first(otto, entrance, new, shown):
    early = shown()
    otto.post(f"{PAGE}{entrance.pk}/", new | shown() | {"name": "Porta"})
    answer = otto.post(f"{PAGE}{entrance.pk}/", new | early | {"name": "Gate"}, headers={"Accept-Language": "en"})
    assert (answer.status_code, "Name is now: Porta" in answer.text) == (409, True)
    entrance.refresh_from_db()
    assert entrance.name == "Porta"


def test_the_form_shows_the_events_own_time(otto, entrance):
    Checkpoint.objects.update(opens_at="2026-11-22T22:00:00Z")
    assert 'value="2026-11-22T19:00"' in otto.get(f"{PAGE}{entrance.pk}/").text


@pytest.mark.parametrize("wrong", [
    {"name": ""}, {"position": "-1"}, {"position": "many"}, {"batches": ["999"]}, {"opens_at": "soon"},
    {"opens_at": "2026-11-22T19:00", "closes_at": "2026-11-22T18:00"}, {"closes_at": "9999-12-31T23:59"},
    {"opens_at": "0001-01-01T00:00"},
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(otto, event, new, wrong):
    answer = otto.post(f"{PAGE}new/", new | wrong)
    assert answer.status_code == 400
    assert "errorlist" in answer.text
    assert event.checkpoints.count() == 1


def test_a_name_that_is_taken_is_told_so(otto, event, entrance, new):
    assert otto.post(f"{PAGE}new/", new | {"name": entrance.name}).status_code == 400


def test_two_organizers_at_once_make_one(otto, event, new, monkeypatch):
    monkeypatch.setattr(CheckpointForm, "clean_name", lambda form: form.cleaned_data["name"])
    assert [otto.post(f"{PAGE}new/", new).status_code for _ in range(2)] == [302, 400]


def test_a_batch_of_fifty_digits_is_none(otto, event, new):
    otto.post(f"{PAGE}new/", new | {"batches": ["9" * 50]})
    assert not event.checkpoints.get(name="VIP").batches.exists()


def test_batches_of_another_event_are_not_offered(otto, entrance, make_batch, account):
    Batch.objects.create(event=add_event(product_id="p-2", name="Outro", account=account), name="Alheio")
    assert "Alheio" not in otto.get(f"{PAGE}{entrance.pk}/").text


@pytest.mark.parametrize(("role", "status"), [(Role.DOOR, 403), (Role.LEAD, 200), (Role.ORGANIZER, 200)])
def test_leads_may_look(tablet_of, make_person, event, role, status):
    assert tablet_of(make_person("somebody", role)).get(PAGE).status_code == status


def test_only_organizers_change(tablet_of, make_person, entrance):
    lia = tablet_of(make_person("lia", Role.LEAD))
    assert lia.post(f"{PAGE}{entrance.pk}/", {"name": "X"}).status_code == 403


def test_a_checkpoint_of_another_event_is_not_there(otto, account, event):
    other = add_event(product_id="p-2", name="Outro", account=account).checkpoints.get()
    assert otto.get(f"{PAGE}{other.pk}/").status_code == 404
