"""No page asks the database more often because it lists more: each is asked with few rows of everything, then many."""

import re
from collections import Counter

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from participants import invitations, programs, tablets
from participants.attendance import shared
from participants.exports.kinds import KINDS
from participants.models import CheckIn, Event, Participant
from participants.views import metrics
from participants.watching.in_database import InDatabase
from participants.watching.writable import writable_lately

from .crowd import Crowd

FEW, MANY = 5, 30
HTMX = {"HX-Request": "true"}

# Of each page that is read: the addresses under its own, "" for the page as it opens. {} stands for a key.
QUERIES = {
    "door": ["", "?q=silva", "?q=an", "?q=sliva", "?q=CODE000010", "?q=nobody", "?q={code}&open={person}"],
    "events": ["?all"],
    "people": ["", "?state=arrived", "?state=only_there", "?batch={batch}", "?sort=latest"],
    "log": ["", "?result=already_in", "?person={organizer}", "?gate=Gate 1"],
    "export": ["?format=csv&column=name", "?format=xlsx&column=name", "?format=csv&column=name&batch={batch}"],
    "gate-list-print": ["?gates=A,B", ""],
    "counters": ["", "?seen=1-2"],
    "api-participants": ["?page_size=100", "?page_size=2", "?checked_in=true", "?order_id=all-in-one"],
}  # fmt: skip
ALL_THE_SAME = [
    "attendance", "doubles", "reconciliation", "exports",
    "sign-in", "camera", "accounts", "connect-account", "account", "new-event", "archived-events", "archive",
    "set-up", "checklist", "checkpoints", "new-checkpoint", "checkpoint", "person", "reads", "gate-list", "report",
    "ticks", "pre-flight", "staff", "person-invitation", "welcome", "tablets", "tablet-invitation", "tablet",
    "tablet-settings", "pair", "accept-invitation", "manifest", "clock", "healthz", "readyz", "metrics",
    "live-board", "live-counters",
]  # fmt: skip
QUERIES |= {name: [""] for name in ALL_THE_SAME}
ONLY_ASKED_TO_DO = {
    "sign-out", "preferences", "test-account", "check-ins", "order", "undo", "exits", "refusals", "notes", "end-note",
    "everyone-out", "replay", "settle-double", "read-now", "accept-held", "lights", "add-staff", "asks-who",
    "invite-person", "withdraw-invitation", "staff-role", "staff-pin", "remove-staff", "invite-tablet", "move-tablet",
    "end-tablet", "say-who", "leave-tablet", "unpair", "webhook", "api-token", "bring-back",
}  # fmt: skip

# Who asks for which.
OF_PROGRAMS = ["api-participants"]
OF_EVERYBODY = ["sign-in", "welcome", "pair", "accept-invitation", "manifest", "clock", "healthz", "readyz", "metrics"]
AT_A_TABLET = ["door", "counters", "camera", "pre-flight", "tablet-settings"]
IN_PIECES = [
    "door",
    "counters",
    "live-counters",
    "attendance",
    "live-board",
    "people",
    "log",
    "reads",
    "reconciliation",
    "ticks",
]
OF_PEOPLE = [
    name
    for name in QUERIES
    if name not in {*OF_PROGRAMS, *OF_EVERYBODY, "tablet-settings", "live-board", "live-counters"}
]


def patterns():
    return {
        pattern.name: pattern
        for pattern in get_resolver("participants.urls").url_patterns
        if isinstance(pattern, URLPattern) and pattern.name
    }


@pytest.fixture
def crowd(account, settings, monkeypatch):
    settings.METRICS_TOKEN = "only-for-tests-0123456789"
    monkeypatch.setattr(metrics, "in_database", InDatabase(seconds=0))
    monkeypatch.setattr(writable_lately, "_seconds", 0)
    return Crowd(account)


class Browser:
    """Somebody who asks for a page twice, and counts the queries it takes the second time.

    The first writes what is written once in a while. What a process keeps for a second is not there at either.
    """

    def __init__(self, client, headers=None):
        self._client, self._headers = client, headers or {}

    def queries(self, address):
        self._get(address)
        shared._boards.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = self._get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return [query["sql"] for query in queries]

    def _get(self, address):
        answer = self._client.get(address, headers=self._headers)
        if answer.streaming:
            b"".join(answer.streaming_content)
        return answer


def addresses(crowd, name):
    """Those of one page, with the newest row of everything in its place."""
    event, words = crowd.event, patterns()[name].pattern.converters
    person = Participant.objects.filter(event=event).first()
    keys = {
        "person": person.pk, "account": crowd.account.pk, "checkpoint": event.checkpoints.last().pk,
        "tablet": event.tablets.filter(ended_at=None).first().pk, "tablet-invitation": crowd.pairing.pk,
        "person-invitation": crowd.invitation.pk,
    }  # fmt: skip
    values = {"slug": event.slug, "product_id": event.product_id, "kind": next(iter(KINDS))}
    values |= {
        "token": tablets.token_of(crowd.pairing)
        if name == "accept-invitation"
        else invitations.token_of(crowd.invitation)
    }
    values |= {"pk": keys.get(name), "id": keys.get(name)}
    own = reverse(name, kwargs={word: values[word] for word in words})
    fill = {
        "person": person.pk,
        "checkpoint": keys["checkpoint"],
        "organizer": crowd.organizer.pk,
        "batch": person.batch_id,
        "code": person.code,
    }
    return [own + query.format(**fill) for query in QUERIES[name]]


def differences(crowd, pages):
    """`pages` tells, for the crowd as it is now, each page and the queries it took; those that took more for more.

    Fewer is no fault: a search that finds little looks a second time.
    """
    crowd.grow(FEW)
    few = pages()
    crowd.grow(MANY - FEW)
    many = pages()
    assert few.keys() == many.keys()
    return {page: more(few[page], many[page]) for page in few if len(many[page]) > len(few[page])}


def more(few, many):
    """How many queries each took, and those that were asked more often."""
    before, now = (Counter(re.sub(r"\d+|'[^']*'", "?", sql)[:300] for sql in queries) for queries in (few, many))
    return len(few), len(many), sorted(now - before)


def test_every_page_has_its_entry():
    assert set(patterns()) == set(QUERIES) | ONLY_ASKED_TO_DO
    assert not set(QUERIES) & ONLY_ASKED_TO_DO


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def asked_in_turn(crowd, browser, names):
    return lambda: {
        address_as_written: browser.queries(address)
        for name in names
        for address_as_written, address in zip(
            [f"{name}{query}" for query in QUERIES[name]], addresses(crowd, name), strict=True
        )
    }


def test_pages_of_people(crowd):
    assert differences(crowd, asked_in_turn(crowd, Browser(signed_in(crowd.organizer)), OF_PEOPLE)) == {}


def test_pieces_of_pages(crowd):
    assert differences(crowd, asked_in_turn(crowd, Browser(signed_in(crowd.organizer), HTMX), IN_PIECES)) == {}


def test_pages_at_a_tablet(crowd):
    browser = Client(headers={"user-agent": "Version/18.2"})
    invitation = tablets.invite(checkpoint=crowd.entrance, gate="A", person=crowd.organizer, now=crowd.now)
    browser.post(f"/pair/{tablets.token_of(invitation)}/")
    Event.objects.update(asks_who=False)
    assert differences(crowd, asked_in_turn(crowd, Browser(browser), AT_A_TABLET)) == {}


def test_pages_of_everybody(crowd):
    token = {"Authorization": "Bearer only-for-tests-0123456789"}
    assert differences(crowd, asked_in_turn(crowd, Browser(Client(), token), OF_EVERYBODY)) == {}


def test_what_programs_read(crowd):
    program, _secret = programs.create_program(name="Painel", event=crowd.event)
    token = programs.mint_token(program, now=timezone.now())
    headers = {"Authorization": f"Bearer {token}", "x-kiwify-account-id": crowd.account.account_id}
    assert differences(crowd, asked_in_turn(crowd, Browser(Client(), headers), OF_PROGRAMS)) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_export(crowd, kind):
    columns = "".join(f"&column={column.name}" for column in KINDS[kind].columns)
    address = reverse("export", args=[crowd.event.slug, kind]) + f"?format=csv&minded=on{columns}"
    browser = Browser(signed_in(crowd.organizer))
    assert differences(crowd, lambda: {kind: browser.queries(address)}) == {}


def test_every_list_of_the_admin(crowd):
    browser = Browser(signed_in(crowd.admin))

    def lists():
        names = [model._meta.label_lower.replace(".", "_") for model in admin.site._registry]
        return {name: browser.queries(reverse(f"admin:{name}_changelist")) for name in names} | {
            "index": browser.queries(reverse("admin:index"))
        }

    assert differences(crowd, lists) == {}


def test_every_page_of_the_admin(crowd):
    browser = Browser(signed_in(crowd.admin))

    def pages():
        return {
            model._meta.label: browser.queries(
                reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[one_of(crowd, model).pk])
            )
            for model in admin.site._registry
        }

    assert differences(crowd, pages) == {}


def one_of(crowd, model):
    """The event that grows and its account, and a double; else the first row there is."""
    double = CheckIn.objects.filter(result="already_in").first()
    known = {one.__class__: one for one in (crowd.event, crowd.account, crowd.organizer, double)}
    return known.get(model) or model.objects.order_by("pk").first()
