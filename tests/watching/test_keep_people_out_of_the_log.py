"""A whole evening of requests, and nobody who came can be found in its log."""

import json
from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

import pytest
from django.test import Client

from participants.accounts import client_for
from participants.kiwify.errors import KiwifyError
from participants.kiwify.http import Patience
from participants.models import Participant, Role
from participants.sync import read_event

from ..pages.conftest import HTMX
from ..read.conftest import sandbox_event  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db(transaction=True)

NAME, EMAIL, CPF, PHONE, CODE = "Zuleica", "zuleica@mail.example", "52998224725", "11987654321", "ZULEICACODE0001"
ORDER, NOTE, ASKED, WORD, TOKEN = "zuleica-order", "Zuleicas knee", "zuleiqa", "zuleica-secret", "zuleica-token"
TELLING = [NAME, "telefantini", EMAIL, "mail.example", CPF, "529.982", PHONE, CODE, ORDER, "knee", ASKED, WORD, TOKEN]
ONCE = Patience(attempts=1, read=0.3, whole_answer=0.6, longest_wait=0)


@pytest.fixture
def zuleica(event, arrive) -> Participant:
    return arrive("Zuleica Telefantini", email=EMAIL, cpf=CPF, phone=PHONE, code=CODE, order_id=ORDER)


@pytest.fixture
def at_the_door(event, zuleica, tablet_of, make_person) -> Callable[[str], None]:
    """One evening of somebody's at the door."""

    def at_the_door(base: str) -> None:
        door = tablet_of(make_person("lia", Role.ORGANIZER))
        door.raise_request_exception = False
        search(door, base, zuleica)
        check_in(door, base, zuleica)
        organize(door, base, zuleica)
        go_wrong(door, base)

    return at_the_door


def search(door: Client, base: str, zuleica: Participant) -> None:
    for asked in (NAME, EMAIL, CPF, "529.982.247-25", PHONE, CODE, ORDER, ASKED):
        for headers in ({}, HTMX):
            door.get(
                base, {"q": asked, "open": zuleica.pk}, headers=headers | {"Referer": f"http://testserver/?q={asked}"}
            )


def check_in(door: Client, base: str, zuleica: Participant) -> None:
    tap = {"participant": zuleica.kiwify_id, "q": ASKED}
    for form in (tap, tap, {"code": CODE}, {"code": f"{CODE}X"}, {"code": EMAIL}, tap | {"overrule": NOTE}, {}):
        door.post(f"{base}check-ins/", {"id": uuid4()} | form, headers=HTMX)
    door.post(f"{base}check-ins/order/", {"id": uuid4(), "order": ORDER}, headers=HTMX)
    door.post(f"{base}refusals/", {"id": uuid4(), "participant": zuleica.kiwify_id, "reason": NOTE}, headers=HTMX)
    door.post(f"{base}notes/", {"participant": zuleica.kiwify_id, "text": NOTE, "about": "participant"}, headers=HTMX)
    queue = [{"id": str(uuid4()), "code": CODE}, {"id": NAME, "code": [CPF]}, {"id": str(uuid4()), "code": CPF}]
    door.post(f"{base}replay/", json.dumps(queue), content_type="application/json")
    door.post(f"{base}replay/", f"{NAME}, {CPF}", content_type="application/json")


def organize(door: Client, base: str, zuleica: Participant) -> None:
    for page in ("people/", "log/", "doubles/", "reconciliation/", "exports/people/", "gate-list/print/"):
        door.get(base + page, {"q": NAME, "name": NAME, "person": EMAIL})
    door.get(f"{base}people/{zuleica.pk}/")


def go_wrong(door: Client, base: str) -> None:
    for address in (f"/{NAME}/", f"/e/{NAME}/", f"/pair/{TOKEN}/", f"/welcome/{TOKEN}/", f"/v1/{EMAIL}"):
        door.get(address, {"q": CPF})
    stranger = Client(raise_request_exception=False)
    stranger.post("/sign-in/", {"username": EMAIL, "password": WORD})
    stranger.get(base, {"q": NAME}, headers={"X-Request-ID": CPF, "User-Agent": NAME})
    stranger.get("/", headers={"Host": f"{NAME}.example"})
    stranger.post("/v1/oauth/token", {"client_id": EMAIL, "client_secret": WORD})
    stranger.post(f"/kiwify/webhook/acc-1/?signature={TOKEN}", f'{{"name": "{NAME}"}}', content_type="application/json")
    Client(enforce_csrf_checks=True).post(f"{base}notes/", {"text": NOTE}, headers={"Referer": f"http://x/{NAME}"})


def nobody_in(log: str) -> None:
    told = [word for word in TELLING if word.lower() in log.lower()]
    assert told == [], next(line for line in log.splitlines() if told[0].lower() in line.lower())


def test_nobody_who_came_is_in_the_log(log, event, at_the_door):
    at_the_door(event.get_absolute_url())
    assert '"verdict": "admitted"' in log.getvalue() and '"view": "sign-in"' in log.getvalue()
    nobody_in(log.getvalue())


@pytest.mark.parametrize(
    "broken", ["participants.search.find", "participants.door.check_in", "participants.orders.mates"]
)
def test_nor_when_what_is_asked_breaks(log, event, zuleica, at_the_door, monkeypatch, broken):
    def break_with_a_row(*_, **__):
        try:
            # The database's own words repeat the row.
            Participant.objects.create(event=event, kiwify_id=zuleica.kiwify_id, code=CODE, name=NAME, cpf=CPF)
        except Exception as problem:
            raise ValueError(f"{NAME} {CPF} {CODE}") from problem

    monkeypatch.setattr(broken, break_with_a_row)
    at_the_door(event.get_absolute_url())
    assert '"error": "ValueError"' in log.getvalue()
    nobody_in(log.getvalue())


@pytest.mark.parametrize(
    "fault", ["400", "401", "403", "404", "429", "500", "html", "cut", "truncated", "nulls", "same-page"]
)
def test_nor_when_kiwify_misbehaves(log, sandbox, sandbox_event, fault):  # noqa: F811
    for _ in range(3):
        sandbox.event.sell(name="Zuleica Telefantini", email=EMAIL, cpf=CPF, phone=PHONE, order_id=ORDER)
    sandbox.faults.add(fault)
    with suppress(KiwifyError):
        read_event(sandbox_event, client=client_for(sandbox_event.account, ONCE, sleep=lambda _: None))
    assert "event" in log.getvalue()
    nobody_in(log.getvalue())
