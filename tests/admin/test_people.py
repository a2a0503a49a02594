from django.contrib.admin import site
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.events import add_event
from participants.models import Membership

from .conftest import fields_of, list_of, page_of


def test_somebody_new_gets_a_name_and_a_password_first(desk):
    fields = {
        "username": "bia",
        "password1": "porta-1234",
        "password2": "porta-1234",
        "usable_password": "true",
    }
    desk.post(reverse("admin:auth_user_add"), fields)
    assert User.objects.get(username="bia").check_password("porta-1234")


def test_an_admin_is_made_with_one_tick(desk, rita):
    desk.post(page_of(rita), fields_of(desk.get(page_of(rita))) | {"is_superuser": "on"})
    rita.refresh_from_db()
    assert (rita.is_superuser, rita.is_staff) == (True, True)


def test_without_the_tick_they_may_not_come_in_any_more(desk, ana, stranger):
    User.objects.filter(pk=stranger.pk).update(is_superuser=True, is_staff=True)
    fields = fields_of(desk.get(page_of(stranger)))
    del fields["is_superuser"]
    desk.post(page_of(stranger), fields)
    stranger.refresh_from_db()
    assert (stranger.is_superuser, stranger.is_staff) == (False, False)


def test_a_role_is_given_on_their_page(desk, stranger, event):
    fields = fields_of(desk.get(page_of(stranger)))
    fields |= {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-event": event.pk,
        "memberships-0-role": "organizer",
    }
    desk.post(page_of(stranger), fields)
    assert Membership.objects.get().role == "organizer"


def test_the_list_tells_where_they_work(desk, rita):
    assert "Noite do Empreendedor (door staff)" in desk.get(list_of(User)).text


def test_people_can_be_looked_for_where_a_role_is_given(desk, rita):
    asked = {"app_label": "participants", "model_name": "membership", "field_name": "user", "term": "rit"}
    found = desk.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [one["text"] for one in found] == ["rita"]


def test_there_are_no_groups(db):
    assert Group not in site._registry


def test_more_people_cost_no_more_queries(desk, make_person):
    make_person("rita")
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(User))
    for number in range(10):
        make_person(f"person-{number}")
    with CaptureQueriesContext(connection) as with_many:
        desk.get(list_of(User))
    assert len(with_many) == len(with_one)


def test_more_roles_cost_their_page_no_more_queries(desk, rita, account):
    with CaptureQueriesContext(connection) as with_one:
        desk.get(page_of(rita))
    for number in range(6):
        event = add_event(product_id=f"p-{number}", name=f"Event {number}", account=account)
        Membership.objects.create(user=rita, event=event, role="lead")
    with CaptureQueriesContext(connection) as with_many:
        desk.get(page_of(rita))
    assert len(with_many) == len(with_one)
