import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants import search
from participants.events import add_event
from participants.models import Participant
from participants.search import find


@pytest.fixture
def names(event, entrance):
    """Who is found, in order: `names("ana con")`."""
    return lambda text: [hit.participant.name for hit in find(event, entrance, text).hits]


@pytest.mark.parametrize(
    "text",
    [
        "Ana", "an", "ANA", "conceicao", "CONCEIÇÃO", "conce", "ana conce", "conce ana", "brandao clara",
        "  ana   clara ", "de ana", "ana e clara", "ána", "anac",
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_words(names, arrive, text):
    arrive("Ana-Clara da Conceição Brandão"), arrive("Zélia Uchôa")
    assert names(text) == ["Ana-Clara da Conceição Brandão"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Joana D'Ávila", "davila"), ("Joana D'Ávila", "d'avila"), ("Joana D'Ávila", "avila"),
        ("Joana D’Ávila", "d'avila"), ("JOSÉ DAS NEVES", "neves jose"), ("Zé (Zezinho) Prado", "zezinho"),
        ("Łukasz Ørsted", "lukasz orsted"), ("Jürgen Weiß", "weiss"), ("Léo", "le"), ("Nguyễn Thị Ân", "nguyen an"),
        ("Ana Maria Braga-Lima", "bragalima"), ("Ana Maria Braga-Lima", "lima"), ("da Silva", "da"), ("李 小龙", "李"),
        ("Maria 2ª via", "2a via"),
    ],
)  # fmt: skip
def test_names_as_they_are_in_brazil_are_found(names, arrive, name, text):
    arrive(name), arrive("Somebody Else")
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "07345598102", "073.455.981-02", "073 455 981 02", "7345598102", "5598102", "8102", "102",
        "ana 8102", "8102 ana",
    ],
)  # fmt: skip
@pytest.mark.parametrize("cpf", ["07345598102", "7345598102"])
def test_a_cpf_is_found_whole_dotted_or_by_its_last_digits(names, arrive, cpf, text):
    arrive("Ana", cpf=cpf), arrive("Bia", cpf="39053344705")
    assert names(text) == ["Ana"]


@pytest.mark.parametrize(
    "text",
    ["82999453509", "(82) 99945-3509", "+55 82 99945-3509", "5582999453509", "99945-3509", "3509", "509"],
)
@pytest.mark.parametrize("phone", ["82999453509", "5582999453509"])
def test_a_phone_is_found_with_and_without_55(names, arrive, phone, text):
    arrive("Ana", phone=phone), arrive("Bia", phone="11988887777")
    assert names(text) == ["Ana"]


@pytest.mark.parametrize("text", ["ana.lima@casa.example", "ANA.LIMA@CASA", "ana.lima@", "ana.lima", "lima", "analima"])
def test_an_email_is_found_from_its_beginning_and_by_its_words(names, arrive, text):
    arrive("Zoé", email="ana.lima@casa.example"), arrive("Bia", email="bia@casa.example")
    assert names(text) == ["Zoé"]


def test_a_shared_host_is_not_what_people_search_by(names, arrive):
    arrive("Ana", email="ana@casa.example")
    assert names("casa") == []


@pytest.mark.parametrize("text", ["YRC3IQGCR24TWKT", "yrc3iqgcr24twkt", "YRC31QGCR", "yrc3lqgcr24twkt", "yrc3"])
def test_a_code_is_found_whatever_its_case_and_with_one_for_l_and_i(names, arrive, text):
    arrive("Ana", code="YRC3IQGCR24TWKT"), arrive("Bia", code="ZQAU4F3U2E73Z2N")
    assert names(text) == ["Ana"]


def test_a_code_is_found_with_o_for_zero(names, arrive):
    arrive("Ana", code="N7HHNQCFJH0HK57")
    assert names("n7hhnqcfjhohk57") == ["Ana"]


def test_an_order_is_found_by_its_id_and_everybody_on_it(names, arrive):
    for name in ("Ana", "Bia"):
        arrive(name, order_id="44db0fe3-ac96-4895-8a72-8f128e9664a9")
    arrive("Caio", order_id="55db0fe3-ac96-4895-8a72-8f128e9664a9")
    assert names("44db0fe3-ac96-4895-8a72-8f128e9664a9") == ["Ana", "Bia"]
    assert names("44DB0FE3") == ["Ana", "Bia"]


def test_a_batch_is_found_and_narrows(names, arrive):
    arrive("Ana", batch="VIP"), arrive("Ana", batch="Lote 1"), arrive("Bia", batch="VIP")
    assert names("vip") == ["Ana", "Bia"]
    assert names("lote 1") == ["Ana"]
    assert names("bia vip") == ["Bia"]


@pytest.mark.parametrize("text", ["", " ", "a", "1", "-", "'", '"', "%", "*", "()", "🎉", "\x00", "@", "~", "#"])
def test_nothing_is_listed_before_there_is_something_to_go_by(event, entrance, arrive, text):
    arrive("Ana")
    findings = find(event, entrance, text)
    assert (findings.is_asked, list(findings.hits)) == (False, [])


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000, "ana " * 3_000, "ana'; DROP TABLE participants_search; --", "<script>ana</script>", "ana AND NOT",
        'ana" OR "', "ana*", "{names}: ana", "ana & !bia", "ana:*A | x", "ana\\", "ana\x00bia", "ana\ud800",
        "NEAR(ana)",
        "@e1", "#yrc", "~8102", "@@@", "ﷺ" * 98 + "@a", "ﷺ" * 100, "ana@@casa", "﷽﷽", "e\u0301" * 60,
    ],
)  # fmt: skip
def test_nothing_typed_is_an_error(event, entrance, arrive, text):
    arrive("Ana")
    assert find(event, entrance, text).found in (0, 1)


def test_other_events_people_are_never_found(names, arrive, account, make_batch, event):
    other = add_event(product_id="product-2", name="Outro", account=account)
    elsewhere = arrive("Ana Elsewhere")
    Participant.objects.filter(pk=elsewhere.pk).update(event=other)
    search.index([Participant.objects.get(pk=elsewhere.pk)])
    assert names("ana") == []


def test_twelve_are_shown_and_the_rest_counted(event, entrance, arrive):
    for number in range(30):
        arrive(f"Ana {number:02}")
    findings = find(event, entrance, "ana")
    assert (len(findings.hits), findings.found, findings.hidden, findings.found_more) == (12, 30, 18, False)


def test_past_a_hundred_the_count_says_more(event, entrance, arrive):
    for _ in range(102):
        arrive("Ana")
    findings = find(event, entrance, "an")
    assert (len(findings.hits), findings.found, findings.found_more) == (12, 100, True)


def test_a_whole_word_is_shown_though_hundreds_begin_so(names, arrive):
    for _ in range(230):
        arrive("Anastácia")
    arrive("Zuleica Ana")
    assert names("ana")[0] == "Zuleica Ana"


@pytest.mark.parametrize(("another", "times"), [("Anabela", 1), ("Zuleica Ana", 2)])
def test_whole_words_are_looked_for_only_where_somebody_has_them(event, entrance, arrive, another, times):
    for _ in range(41):
        arrive("Anastácia")
    arrive(another)
    with CaptureQueriesContext(connection) as queries:
        find(event, entrance, "ana")
    assert sum("MATCH" in query["sql"] or "@@" in query["sql"] for query in queries) == times


def test_whole_words_come_first_while_the_event_is_indexed_anew(event, names, arrive):
    for _ in range(120):
        arrive("Anabela")
    arrive("Zulmira Ana")
    first = []
    search.rebuild(event, lambda: first.append(names("ana")[0]))
    assert set(first) == {"Zulmira Ana"} and len(first) > 1


def test_the_likeliest_comes_first(names, arrive):
    arrive("Mariana Costa"), arrive("Caio Maria"), arrive("Zoé", email="maria@casa.example")
    assert names("maria") == ["Caio Maria", "Mariana Costa", "Zoé"]


def test_a_name_is_not_crowded_out_by_other_things_that_begin_so(names, arrive):
    for _ in range(205):
        arrive("Bia", batch="VIP")
    arrive("Vicente")
    assert names("vi")[0] == "Vicente"


def test_a_first_name_comes_before_a_middle_one(names, arrive):
    arrive("Beatriz Maria"), arrive("José Maria"), arrive("Maria Zuleica")
    assert names("maria")[0] == "Maria Zuleica"


def test_two_words_typed_are_two_words_of_the_name(names, arrive):
    arrive("Maria Alves"), arrive("Maria Zélia Moura")
    assert names("maria m")[0] == "Maria Zélia Moura"


@pytest.mark.parametrize("text", ["lote 2", "lote2", "LOTE 2", "2 lote"])
def test_a_batch_is_not_mistaken_for_the_beginning_of_a_number(names, arrive, text):
    arrive("Ana", batch="Lote 1", cpf="27345598102"), arrive("Bia", batch="Lote 2")
    assert names(text) == ["Bia"]


def test_an_exact_code_comes_before_any_name(names, arrive):
    arrive("Vida Vip"), arrive("Ana", code="VIDA")
    assert names("vida") == ["Ana", "Vida Vip"]


def test_who_is_not_in_yet_comes_before_who_is(names, arrive, let_in):
    let_in(arrive("Ana Alves"))
    arrive("Ana Zimmer")
    assert names("ana") == ["Ana Zimmer", "Ana Alves"]


def test_rows_that_are_shown_keep_their_places(event, entrance, arrive, let_in):
    rows = [arrive(f"Ana {letter}") for letter in "ABC"]
    let_in(rows[0])
    hits = find(event, entrance, "ana", shown=[row.pk for row in rows]).hits
    assert [hit.participant for hit in hits] == rows


def test_nobody_is_shown_who_does_not_match(event, entrance, arrive):
    bia = arrive("Bia")
    assert find(event, entrance, "ana", shown=[bia.pk, 10**18 - 1]).hits == []


def test_a_hit_says_who_let_them_in_and_how_many_of_the_order_are_outside(event, entrance, arrive, let_in):
    family = [arrive(name, order_id="order-1") for name in ("Ana", "Bia", "Caio")]
    row = let_in(family[0])
    (hit,) = find(event, entrance, "ana").hits
    assert (hit.admission, hit.is_in, hit.can_enter) == (row, True, False)
    assert hit.order == (3, 2)


def test_a_search_takes_at_most_six_queries(event, entrance, arrive, django_assert_max_num_queries):
    for number in range(40):
        arrive(f"Ana {number}", order_id=f"order-{number // 4}")
    with django_assert_max_num_queries(6):
        find(event, entrance, "ana")


def test_a_rename_is_found_by_the_new_name_only(names, arrive):
    ana = arrive("Ana Velha")
    ana.name = "Bia Nova"
    ana.save()
    search.index([ana])
    assert (names("velha"), names("nova")) == ([], ["Bia Nova"])


def test_rebuilding_finds_the_same_people(names, arrive, event):
    arrive("Ana"), arrive("Bia")
    assert search.rebuild(event) == 2
    assert (names("ana"), names("bia")) == (["Ana"], ["Bia"])


def why(event, entrance, text):
    """What the only hit says of why it is listed: `{"e-mail": "ana.li…"}`, the typed part in brackets."""
    (hit,) = find(event, entrance, text).hits
    return {one.kind: "".join(f"[{text}]" if typed else text for text, typed in one.pieces) for one in hit.why}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ana", {}),
        ("073455", {"cpf": "[073.455].981-••"}),
        ("8102", {"cpf": "•••.455.9[81-02]"}),
        ("455.981", {"cpf": "•••.[455.981]-••"}),
        ("3509", {"phone": "(••) •••••-[3509]"}),
        ("82 99945", {"phone": "([82) 99945]-••••"}),
        ("ana.lima@ca", {"email": "[ana.lima@ca]…"}),
        ("lima", {"email": "…[lima]…"}),
        ("ho2v9", {"code": "[HO2V9]…UBH"}),
        ("HO2V UBH", {"code": "[HO2V]…[UBH]"}),
        ("h02v 9xkq pl3t ubh", {"code": "[HO2V9XKQPL3TUBH]"}),
        ("44DB0FE3", {"order": "[44db0fe3]…"}),
        ("vip", {"batch": "[VIP]"}),
        ("ana vip 8102", {"batch": "[VIP]", "cpf": "•••.455.9[81-02]"}),
    ],
)
def test_a_hit_says_why_and_shows_no_more_than_was_typed(event, entrance, arrive, text, shown):
    arrive(
        "Ana", cpf="07345598102", email="ana.lima@casa.example", phone="82999453509", code="HO2V9XKQPL3TUBH",
        order_id="44db0fe3-ac96-4895-8a72-8f128e9664a9", batch="VIP",
    )  # fmt: skip
    said = why(event, entrance, text)
    assert {kind: said.get(kind) for kind in shown} == shown
    assert set(said) <= set(shown) | {"cpf", "phone", "batch", "code"}


def test_what_is_not_asked_for_stays_masked(event, entrance, arrive):
    arrive("Ana", cpf="07345598102", email="ana@casa.example", phone="82999453509", code="HO2V9XKQPL3TUBH")
    (hit,) = find(event, entrance, "ana").hits
    assert hit.details_html == (
        '<span class="batch">Lote 1</span><span class="cpf">CPF •••.455.981-••</span><span class="code">HO2V…UBH</span>'
    )


def test_nothing_of_a_person_becomes_markup(event, entrance, arrive):
    arrive("<b>Ana</b>", email="<i>ana@casa.example", code="<u>", batch="<s>VIP")
    (hit,) = find(event, entrance, "ana vip").hits
    assert not any(tag in hit.name_html + hit.details_html for tag in ("<b>", "<i>", "<u>", "<s>"))


def test_similar_is_said(event, entrance, arrive):
    arrive("Wenceslau Thomé")
    (hit,) = find(event, entrance, "venceslau").hits
    assert hit.is_similar
    assert hit.details[0].kind == "similar"
    assert hit.name_html == "<mark>Wenceslau</mark> Thomé"


def test_similar_comes_after_exact_and_only_where_that_is_little(names, arrive):
    arrive("Tiago Alves"), arrive("Thiago Lima")
    assert names("thiago") == ["Thiago Lima", "Tiago Alves"]
    arrive("Thiago Melo"), arrive("Thiago Nunes")
    assert names("thiago") == ["Thiago Lima", "Thiago Melo", "Thiago Nunes"]


def test_exact_and_similar_are_counted_together(event, entrance, arrive):
    arrive("Thiago Lima"), arrive("Tiago Alves"), arrive("Tiago Melo")
    findings = find(event, entrance, "thiago")
    assert (findings.found, findings.hidden) == (3, 0)


def test_who_cannot_enter_comes_last_of_their_rank(names, arrive, let_in, withdrawn):
    arrive("Ana Alves", **withdrawn)
    let_in(arrive("Ana Braga"))
    arrive("Ana Costa"), arrive("Anastácia")
    assert names("ana") == ["Ana Costa", "Ana Braga", "Ana Alves", "Anastácia"]


def test_a_shown_row_stays_though_many_others_may_still_enter(event, entrance, arrive, let_in):
    first, *_others = [arrive(f"Ana {number:03}") for number in range(60)]
    let_in(first)
    assert find(event, entrance, "ana", shown=[first.pk]).hits[0].participant == first


def test_a_search_for_nobody_takes_at_most_four_queries(event, entrance, arrive, django_assert_max_num_queries):
    arrive("Ana")
    with django_assert_max_num_queries(4):
        find(event, entrance, "xyqabel")
