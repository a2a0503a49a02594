"""What the index finds is what a plain look at everybody finds, however they came, changed and were indexed."""

from importlib import import_module
from types import SimpleNamespace
from unicodedata import category

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants import search
from participants.models import Event, Participant
from participants.search import query
from participants.search.asked import alternatives, is_short_number, parse
from participants.search.index import KEY, TABLE, sign_of, tokens_of

WORDS = ("Ana", "Mariana", "Maria", "D'Ávila", "Conceição", "João", "Sá", "de", "Li", "Souza", "Nuñez", "O", "王伟")
names = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
digits = st.text("0123", max_size=11)
codes = st.text("O0IL1AB", max_size=8)
people = st.lists(
    st.fixed_dictionaries(
        {
            "name": names,
            "cpf": digits,
            "phone": digits,
            "code": codes,
            "email": st.sampled_from(("", "ana.souza@casa.example", "Li@souza.example", "maria", "j_sa@x.example")),
            "order_id": st.sampled_from(("", "0123-4567", "ab01-ab02")),
        }
    ),
    max_size=8,
)
beginnings = st.sampled_from(("an so", "m", "ana s", "ana.souza@casa.ex", "01234567", "ab01ab02", "sa 01", "lote 1"))
typed = names | names.map(lambda text: text[:-1]) | digits | codes | beginnings


@pytest.mark.django_db
@given(before=people, after=people, text=typed)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_finds_whom_a_plain_look_finds(event, make_batch, before, after, text):
    everybody = Participant.objects.bulk_create(
        Participant(event=event, batch=make_batch("Lote 1"), kiwify_id=f"{id(before)}-{at}", **one)
        for at, one in enumerate(before)
    )
    search.index(everybody)
    for one, changed in zip(everybody, after, strict=False):
        vars(one).update(changed)
    search.index(everybody)
    assert found(event, text) & {one.pk for one in everybody} == {one.pk for one in everybody if is_meant(one, text)}
    Participant.objects.all().delete()


def found(event, text):
    asked = parse(text)
    return set(query.ids(query.anything(event.pk, asked), 10_000)) if asked else set()


def is_meant(participant, text):
    asked = parse(text)
    names, rest = tokens_of(participant)
    return bool(asked) and all(any(is_of(asked, token, own) for own in names + rest) for token in asked.tokens)


def is_of(asked, token, own):
    """Whether what somebody has begins as this token does, or is the short number that it is."""
    if is_short_number(token) and own == token:
        return True
    begins = alternatives(asked.joined)[1:] + (() if is_short_number(token) else alternatives(token))
    return own.startswith(begins)


def rows():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {KEY[connection.vendor]}, names, rest FROM {TABLE} ORDER BY 1")
        return cursor.fetchall()


@pytest.fixture
def two(arrive):
    arrive("Ana D'Ávila", cpf="07345598102", email="ana@casa.example"), arrive("", code="", batch="")


def test_a_lost_index_is_rebuilt(two, event, capsys):
    kept = rows()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
    call_command("rebuild_search", "--event", event.product_id)
    assert rows() == kept
    assert capsys.readouterr().out == "Noite do Empreendedor: 2 people can be found.\n"


def test_a_wrong_index_is_rebuilt(two):
    kept = rows()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET names = 'wrong'")
    call_command("rebuild_search")
    assert rows() == kept


def test_an_event_that_is_not_there_is_not_rebuilt(two):
    with pytest.raises(CommandError, match="product id elsewhere"):
        call_command("rebuild_search", "--event", "elsewhere")


def test_what_an_earlier_version_indexed_is_found_by_this_one(two, event):
    kept = rows()
    sign = sign_of(event.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET names = '@e{event.pk} ' || names WHERE names <> ''")
        cursor.execute(f"UPDATE {TABLE} SET names = '@e{event.pk}' WHERE names = ''")
        cursor.execute(f"UPDATE {TABLE} SET names = replace(names, '{sign}', ''), rest = replace(rest, '{sign}', '')")
    import_module("participants.migrations.0015_sign_tokens").sign(apps, SimpleNamespace(connection=connection))
    assert rows() == kept


@pytest.mark.parametrize("number", [65_533, 65_534, 131_071, 4_000_000])
def test_the_hundred_thousandth_event_is_found_and_no_other_with_it(two, event, number):
    other = Event.objects.create(pk=number, account=event.account, product_id=f"p{number}", slug=f"e{number}")
    Participant.objects.update(event=other)
    search.index(Participant.objects.all())
    assert search.ids_of(other, "ana", most=9)
    assert not search.ids_of(event, "ana", most=9)


def test_no_events_sign_begins_with_anothers():
    signs = [sign_of(number) for number in (1, 65_533, 65_534, 65_535, 131_067, 131_068, 4_000_000)]
    assert not [one for one in signs for other in signs if one is not other and other.startswith(one)]
    assert {category(letter) for one in signs for letter in one} == {"Co"}
