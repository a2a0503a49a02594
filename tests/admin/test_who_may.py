import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission
from django.urls import reverse

from participants.models import Account, ApiClient, CheckIn, Event, Participant, Role, SyncRun

from .conftest import list_of, page_of


def where(answer):
    """The page one ends at."""
    return answer.request["PATH_INFO"]


LISTS = [list_of(model) for model in site._registry]


@pytest.mark.parametrize("there", [reverse("admin:index"), *LISTS])
def test_an_admin_may_come_in(desk, there):
    assert desk.get(there).status_code == 200


@pytest.mark.parametrize("there", [reverse("admin:index"), *LISTS])
def test_somebody_who_is_not_signed_in_is_sent_to_the_sign_in(client, db, there):
    assert where(client.get(there, follow=True)) == "/sign-in/"


@pytest.mark.parametrize("there", [reverse("admin:index"), *LISTS])
def test_door_staff_are_sent_away(tablet, there):
    assert where(tablet.get(there, follow=True)) == "/sign-in/"


@pytest.mark.parametrize("model", [Account, Event, ApiClient])
def test_an_admin_may_add(desk, model):
    assert desk.get(reverse(f"admin:participants_{model._meta.model_name}_add")).status_code == 200


@pytest.mark.parametrize("model", [Participant, CheckIn, SyncRun])
def test_nobody_adds_what_a_read_or_the_door_writes(desk, model):
    assert desk.get(reverse(f"admin:participants_{model._meta.model_name}_add")).status_code == 403


@pytest.mark.parametrize("action", ["read_now", "read_and_believe"])
def test_a_button_takes_no_get(desk, event, action):
    there = reverse("admin:participants_event_button", args=[event.pk, action])
    assert desk.get(there).status_code == 405


def test_a_button_does_nothing_for_door_staff(tablet, event):
    there = reverse("admin:participants_event_button", args=[event.pk, "read_now"])
    assert where(tablet.post(there, follow=True)) == "/sign-in/"
    assert not SyncRun.objects.exists()


def test_a_button_does_nothing_for_a_stranger(client, event):
    there = reverse("admin:participants_event_button", args=[event.pk, "read_now"])
    assert where(client.post(there, follow=True)) == "/sign-in/"
    assert not SyncRun.objects.exists()


def test_only_what_is_named_a_button_is_one(desk, event):
    assert desk.post(reverse("admin:participants_event_button", args=[event.pk, "delete"])).status_code == 404


def test_a_button_of_nothing_is_not_found(desk, event):
    assert desk.post(reverse("admin:participants_event_button", args=[999, "read_now"])).status_code == 404


def test_signing_out_works_from_the_admin(desk):
    assert b'action="/sign-out/"' in desk.get(reverse("admin:index")).content
    desk.post("/sign-out/")
    assert where(desk.get(reverse("admin:index"), follow=True)) == "/sign-in/"


def test_a_page_of_each_kind_opens(desk, account, event, arrive, let_in, rita, ana):
    read = SyncRun.objects.create(event=event, started_at=event.created_at)
    row = let_in(arrive())
    for one in (account, event, row.participant, row, read, rita, ana):
        assert desk.get(page_of(one)).status_code == 200


@pytest.fixture
def clerk(client, stranger):
    """Staff of the admin who is no admin: made by hand, with rights to look at everything."""
    stranger.is_staff = True
    stranger.save()
    stranger.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(stranger)
    return client


@pytest.mark.parametrize(
    ("name", "action"), [("tablet", "end_pairing"), ("event", "read_now"), ("checkin", "settle_as_two")]
)
def test_who_may_look_may_do_nothing(clerk, event, make_tablet, arrive, let_in, name, action):
    one = {"tablet": make_tablet, "event": lambda: event, "checkin": lambda: let_in(arrive())}[name]()
    assert clerk.get(page_of(one)).status_code == 200
    assert clerk.post(reverse(f"admin:participants_{name}_button", args=[one.pk, action])).status_code == 403
    assert f'value="{action}"' not in clerk.get(list_of(type(one))).text


def test_staff_without_any_right_see_nothing(client, stranger):
    stranger.is_staff = True
    stranger.save()
    client.force_login(stranger)
    assert client.get(list_of(Participant)).status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_no_role_at_an_event_opens_the_admin(tablet_of, make_person, role):
    assert where(tablet_of(make_person("otto", role)).get(list_of(Participant), follow=True)) == "/sign-in/"
