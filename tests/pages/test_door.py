import pytest

from participants.models import Checkpoint

from .conftest import HTMX

DOOR = "/e/noite-do-empreendedor/"


def test_no_cache_keeps_what_it_shows(tablet, arrive):
    arrive("Ana")
    for headers in ({}, HTMX):
        assert "no-store" in tablet.get(DOOR, {"q": "ana"}, headers=headers)["Cache-Control"]


def test_nobody_is_listed_before_a_search(tablet, arrive):
    arrive("Ana Conceição")
    assert b"Ana" not in tablet.get(DOOR).content


def test_the_same_address_answers_people_and_htmx(tablet, arrive):
    ana = arrive("Ana Conceição")
    page, fragment = tablet.get(DOOR, {"q": "ana"}), tablet.get(DOOR, {"q": "ana"}, headers=HTMX)
    for answer in (page, fragment):
        assert f'data-participant="{ana.kiwify_id}"' in answer.text
        assert "HX-Request" in answer["Vary"]
    assert ("<html" in page.text, "<html" in fragment.text) == (True, False)


def test_a_row_tells_what_staff_need_and_hides_the_rest(tablet, arrive):
    arrive(
        "Ana",
        cpf="07345598102",
        email="ana@casa.example",
        phone="82999453509",
        code="YRC3IQGCR24TWKT",
        batch="VIP",
    )
    row = tablet.get(DOOR, {"q": "ana"}, headers=HTMX).text
    for shown in ("•••.455.981-••", "YRC3…WKT", "VIP"):
        assert shown in row
    for hidden in ("07345598102", "ana@casa", "82999453509", "YRC3IQGCR24TWKT"):
        assert hidden not in row


def test_names_are_text_and_never_markup(tablet, arrive):
    arrive("<script>alert(1)</script> Ana")
    text = tablet.get(DOOR, {"q": "ana"}, headers=HTMX).text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_who_entered_has_no_button(tablet, arrive, let_in):
    let_in(arrive("Ana"))
    text = tablet.get(DOOR, {"q": "ana"}, headers=HTMX).text
    assert "Entrou" in text
    assert "<button" not in text


def test_a_withdrawn_ticket_has_no_button(tablet, arrive, withdrawn):
    arrive("Ana", **withdrawn)
    text = tablet.get(DOOR, {"q": "ana"}, headers=HTMX).text
    assert "Cancelado" in text
    assert "<button" not in text


def test_every_row_has_an_id_of_its_own(tablet, arrive):
    arrive("Ana"), arrive("Ana")
    text = tablet.get(DOOR, {"q": "ana"}, headers=HTMX).text
    ids = [piece.split('"')[0] for piece in text.split('name="id" value="')[1:]]
    assert len(set(ids)) == 2


def test_a_checkpoint_is_chosen_by_address(tablet, event):
    vip = Checkpoint.objects.create(event=event, name="Camarote", position=1)
    page = tablet.get(DOOR, {"checkpoint": vip.pk})
    assert '<p class="header-title">Camarote</p>' in page.text


@pytest.mark.parametrize("checkpoint", ["999999", "abc", "-1", "0x1", "1" * 40, "²"])
def test_a_checkpoint_that_is_none_of_the_events_is_not_found(tablet, checkpoint):
    assert tablet.get(DOOR, {"checkpoint": checkpoint}).status_code == 404


@pytest.mark.parametrize("query", ["a" * 10_000, "\x00", "🎉", "'; DROP TABLE", "<b>", "%", "\u202e"])
def test_nothing_typed_breaks_the_page(tablet, query):
    assert tablet.get(DOOR, {"q": query}).status_code == 200


def test_the_page_speaks_the_browsers_language(tablet):
    assert "Lotação" in tablet.get(DOOR, headers={"Accept-Language": "pt-BR"}).text
    assert "Capacity" in tablet.get(DOOR, headers={"Accept-Language": "en-GB"}).text


def test_a_language_and_a_theme_that_were_chosen_stay(tablet):
    tablet.post("/preferences/", {"language": "en", "next": DOOR})
    answer = tablet.post("/preferences/", {"theme": "dark", "next": DOOR})
    assert answer.url == DOOR
    page = tablet.get(DOOR, headers={"Accept-Language": "pt-BR"}).text
    assert '<html lang="en" data-theme="dark">' in page


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "abc", "door", "?x", "["]
)
def test_preferences_lead_nowhere_else(tablet, elsewhere):
    assert tablet.post("/preferences/", {"theme": "dark", "next": elsewhere}).url == "/"


def test_a_page_costs_the_same_queries_however_many_people(tablet, arrive, django_assert_max_num_queries):
    for number in range(40):
        arrive(f"Ana {number}", order_id=f"order-{number // 3}")
    tablet.get(DOOR)  # which also notes that the door is open, twice a minute
    with django_assert_max_num_queries(9):
        tablet.get(DOOR, {"q": "ana"}, headers=HTMX)
    with django_assert_max_num_queries(14):
        tablet.get(DOOR, {"q": "ana"})
