"""What a tablet tells of its lights, and what the pre-flight page knows by itself."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from participants import access
from participants.attendance import shared
from participants.models import Role
from participants.tablets import browser_of, cookie_of, lights_of, note_lights
from participants.tablets.keys import hash_of

PAGE = "/e/noite-do-empreendedor/tablet/"
LIGHTS = f"{PAGE}lights/"
BOARD = "/e/noite-do-empreendedor/attendance/"


@pytest.fixture
def row(make_tablet):
    return make_tablet(key_hash=hash_of("secret"), browser=browser_of("Chrome"))


@pytest.fixture
def paired(row):
    client = Client(headers={"User-Agent": "Chrome"})
    client.cookies[access.TABLET_COOKIE] = cookie_of(row, "secret")
    return client


def test_lights_that_are_told_are_kept(paired, row):
    assert paired.post(LIGHTS, {"camera": "green", "clock": "amber", "clock_ms": -2400}).status_code == 204
    row.refresh_from_db()
    assert row.lights == {"camera": "green", "clock": "amber", "clock_ms": -2400, "list": "red"}
    assert row.lights_at is not None


def test_beside_those_told_before(paired, row):
    paired.post(LIGHTS, {"camera": "green"})
    paired.post(LIGHTS, {"sound": "red"})
    row.refresh_from_db()
    assert (row.lights["camera"], row.lights["sound"]) == ("green", "red")


def test_twice_is_harmless(paired, row):
    for _ in range(2):
        assert paired.post(LIGHTS, {"camera": "green"}).status_code == 204
    row.refresh_from_db()
    assert row.lights["camera"] == "green"


def test_lights_are_told_and_never_asked_for(paired):
    assert paired.get(LIGHTS).status_code == 405


def test_a_stranger_tells_nothing(row, stranger, tablet_of):
    assert Client().post(LIGHTS, {"camera": "green"}).status_code == 302
    assert tablet_of(stranger).post(LIGHTS, {"camera": "green"}).status_code == 404
    row.refresh_from_db()
    assert row.lights == {}


def test_nor_does_ones_own_device(tablet):
    answer = tablet.post(LIGHTS, {"camera": "green"})
    assert answer.status_code == 409
    assert "não está pareado" in answer.text


def test_nor_a_tablet_that_is_no_longer_paired(paired, row):
    type(row).objects.update(ended_at=timezone.now(), ended_how="revoked")
    assert paired.post(LIGHTS, {"camera": "green"}).url == "/pair/"
    row.refresh_from_db()
    assert row.lights == {}


@pytest.mark.parametrize(
    "told",
    [
        {}, {"camera": "pink"}, {"engine": "green"}, {"list": "green"}, {"camera": "green", "clock_ms": "soon"},
        {"clock": "green", "clock_ms": 10**15}, {"connection": "green", "connection_ms": -1}, {"free_mb": 10**12},
        {"camera": "\x00"}, {"clock_ms": "NaN"},
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_with_a_sentence(paired, row, told):
    answer = paired.post(LIGHTS, told, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["message"]
    row.refresh_from_db()
    assert row.lights == {}


def test_a_tablet_that_is_locked_is_checked_too(paired, row, rita, event):
    event.memberships.update(pin_hash="somebody has one")
    assert paired.get(PAGE).status_code == 200
    assert paired.post(LIGHTS, {"camera": "green"}).status_code == 204
    row.refresh_from_db()
    assert row.worked_at is None


def test_the_page_names_the_tablet_and_nobody(paired, arrive):
    arrive("Ana Conceição")
    page = paired.get(PAGE).text
    assert "Gate A · 1" in page
    assert "Ana" not in page


def test_and_a_person_with_their_role(tablet):
    assert "rita" in tablet.get(PAGE).text


def state_of_list(page):
    return page.text.partition('data-light="list" data-state="')[2].partition('"')[0]


def test_the_list_is_green_when_it_is_read_and_the_checkpoint_open(tablet, event, arrive):
    assert state_of_list(tablet.get(PAGE)) == "red"
    arrive("Ana")
    assert state_of_list(tablet.get(PAGE)) == "amber"
    type(event).objects.update(read_at=timezone.now())
    assert state_of_list(tablet.get(PAGE)) == "green"


def test_a_checkpoint_that_is_closed_is_said_with_its_hour(tablet, event, entrance, arrive):
    arrive("Ana")
    type(event).objects.update(read_at=timezone.now())
    type(entrance).objects.update(opens_at=timezone.now() + timedelta(hours=3))
    page = tablet.get(PAGE)
    assert state_of_list(page) == "amber"
    assert "abre em" in page.text


def test_withdrawn_tickets_fill_no_list(tablet, arrive, withdrawn):
    arrive("Ana", **withdrawn)
    assert state_of_list(tablet.get(PAGE)) == "red"


def test_the_checkpoint_is_the_one_asked_for(tablet, event):
    vip = event.checkpoints.create(name="Camarote", position=2)
    assert "Camarote" in tablet.get(PAGE, {"checkpoint": vip.pk}).text
    assert tablet.get(PAGE, {"checkpoint": 10**9}).status_code == 404


def test_the_clock_is_anybodys_and_asks_no_database(client):
    answer = client.get("/clock")
    assert abs(answer.json()["now"] / 1000 - timezone.now().timestamp()) < 60
    assert "no-store" in answer["Cache-Control"]


def test_the_lead_sees_each_light_in_words(row):
    note_lights(row, {"camera": "green", "clock": "red"}, now=timezone.now())
    row.refresh_from_db()
    words = " ".join(render_to_string("lights.html", {"tablet": row}).split())
    assert 'data-state="red"' in words
    for said in ("Câmera<span class='visually-hidden'>: pronto", "Relógio<span class='visually-hidden'>: não funciona"):
        assert said.replace("'", '"') in words
    assert [shown.state for shown in lights_of(row)].count("none") == 5


def test_and_that_a_tablet_was_never_checked(row):
    assert "Ainda não testado" in render_to_string("lights.html", {"tablet": row})


@pytest.mark.parametrize(
    ("clock", "said", "unsaid"), [("green", "Tudo pronto", "Relógio"), ("amber", "Relógio", "Tudo pronto")]
)
def test_the_board_names_the_lights_that_are_not_green(row, make_person, tablet_of, clock, said, unsaid):
    shared._boards.clear()
    green = dict.fromkeys(("camera", "sound", "storage", "connection", "awake", "list"), "green")
    note_lights(row, green | {"clock": clock}, now=timezone.now())
    board = tablet_of(make_person("lia", Role.LEAD)).get(BOARD).text
    assert said in board
    assert unsaid not in board
    assert "Câmera" not in board


def test_so_does_the_list_of_tablets(row, make_person, tablet_of):
    note_lights(row, {"camera": "green", "clock": "red"}, now=timezone.now())
    tablets = tablet_of(make_person("lia", Role.LEAD)).get("/e/noite-do-empreendedor/tablets/").text
    assert 'Relógio<span class="visually-hidden">: não funciona' in tablets
