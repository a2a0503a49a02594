"""Families and companies at the door, in a real browser."""

import pytest
from playwright.sync_api import expect

from participants.models import CheckIn


@pytest.fixture
def family(arrive):
    return [arrive(f"{name} Souza", order_id="order-1") for name in ("Ana", "Bia", "Caio", "Davi", "Eva", "Foz")]


def test_a_family_of_six_is_in_with_two_taps(door, family):
    door.fill("#q", "ana souza")
    door.get_by_role("button", name="Entrar Ana Souza").click()
    door.get_by_role("button", name="Liberar as outras 5").click()
    expect(door.locator("#verdict")).to_contain_text("5 ENTRARAM")
    expect(door.locator(".counter.is-in dd").first).to_have_text("6")
    assert CheckIn.objects.filter(result="admitted").count() == 6


def test_some_of_them_are_chosen(door, family):
    door.fill("#q", "ana souza")
    door.get_by_role("link", name="Mais sobre Ana Souza").click()
    door.get_by_label("Foz Souza").uncheck()
    door.get_by_role("button", name="Liberar os 6 marcados").click()
    expect(door.locator("#verdict")).to_contain_text("5 ENTRARAM")
    expect(door.locator(".opened")).to_contain_text("Pedido de 6: 1 fora")


def test_what_was_opened_stays_open_while_the_others_come(door, second_door, family):
    door.fill("#q", "ana souza")
    door.get_by_role("link", name="Mais sobre Ana Souza").click()
    second_door.fill("#q", "bia souza")
    second_door.get_by_role("button", name="Entrar Bia Souza").click()
    expect(door.locator(".person-details")).to_contain_text("faltam 5")
    expect(door.locator(".opened")).to_contain_text("Pedido de 6: 5 fora")


def test_ticks_and_words_outlive_what_happens_at_other_tablets(door, second_door, family):
    door.fill("#q", "ana souza")
    door.get_by_role("link", name="Mais sobre Ana Souza").click()
    door.get_by_label("Foz Souza").uncheck()
    door.get_by_label("Recusar por outro motivo").fill("Sem ingresso de criança")
    second_door.fill("#q", "bia souza")
    second_door.get_by_role("button", name="Entrar Bia Souza").click()
    expect(door.locator(".person-details")).to_contain_text("faltam 5")
    expect(door.get_by_label("Foz Souza")).not_to_be_checked()
    expect(door.get_by_label("Recusar por outro motivo")).to_have_value("Sem ingresso de criança")


def test_a_company_of_300_is_chosen_from(door, arrive):
    for number in range(300):
        arrive(f"Pessoa {number:03} Empresa", order_id="company", batch="")
    door.fill("#q", "pessoa 123")
    door.get_by_role("link", name="Mais sobre Pessoa 123 Empresa").click()
    expect(door.locator(".mate")).to_have_count(300)
    door.get_by_label("Pessoa 007 Empresa").check()
    door.get_by_role("button", name="Liberar os marcados").click()
    expect(door.locator("#verdict")).to_contain_text("1 ENTROU")


def test_refusing_from_the_row_keeps_the_ticket(door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    door.get_by_role("link", name="Mais sobre Ana").click()
    door.get_by_role("button", name="Não tem idade para este evento").click()
    expect(door.locator("#verdict")).to_contain_text("RECUSADO")
    expect(door.get_by_role("button", name="Entrar Ana")).to_be_visible()


def test_without_javascript_an_order_is_let_in_too(another_browser, sign_in, rita, event, family):
    page = sign_in(another_browser(java_script_enabled=False), rita)
    page.goto(f"{event.get_absolute_url()}?q=ana+souza")
    page.get_by_role("link", name="Mais sobre Ana Souza").click()
    page.get_by_role("button", name="Liberar os 6 marcados").click()
    expect(page.locator(".counter.is-in dd").first).to_have_text("6")
