import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.models import CheckIn, Closing, Role


def test_typing_finds_and_one_tap_lets_in(door, arrive):
    arrive("Ana Clara Conceição", batch="VIP"), arrive("Zélia Uchôa")
    door.locator("#q").press_sequentially("conc")
    expect(door.locator(".person")).to_have_count(1)
    expect(door.locator(".person mark")).to_have_text("Conc")
    door.get_by_role("button", name="Entrar Ana Clara Conceição").click()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    expect(door.locator("#verdict")).to_contain_text("VIP")
    expect(door.locator(".person")).to_contain_text("Entrou")
    expect(door.locator(".person button")).to_have_count(0)
    assert CheckIn.objects.count() == 1


def test_the_counters_move_here_at_once_and_there_within_three_seconds(door, second_door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    door.get_by_role("button", name="Entrar Ana").click()
    tapped = time.monotonic()
    expect(door.locator(".counter.is-in dd").first).to_have_text("1", timeout=1000)
    expect(second_door.locator(".counter.is-in dd").first).to_have_text("1", timeout=3000)
    assert time.monotonic() - tapped < 3


def test_a_row_on_another_tablet_turns_too_and_no_row_moves(door, second_door, arrive):
    for letter in "ABC":
        arrive(f"Ana {letter}")
    for page in (door, second_door):
        page.fill("#q", "ana")
        expect(page.locator(".person")).to_have_count(3)
    door.get_by_role("button", name="Entrar Ana A").click()
    expect(second_door.locator(".person").first).to_contain_text("Entrou", timeout=3000)
    expect(second_door.locator(".person-name")).to_have_text(["Ana A", "Ana B", "Ana C"])
    expect(door.locator(".person-name")).to_have_text(["Ana A", "Ana B", "Ana C"])


def test_a_second_tablet_is_told_who_was_first(door, second_door, arrive, let_in):
    ana = arrive("Ana")
    second_door.fill("#q", "ana")
    button = second_door.get_by_role("button", name="Entrar Ana")
    expect(button).to_be_visible()
    let_in(ana)
    button.click()
    expect(second_door.locator("#verdict")).to_contain_text("JÁ ENTROU")
    expect(second_door.locator("#verdict")).to_contain_text("por Rita")


def test_an_impatient_double_tap_is_one_check_in(door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    door.get_by_role("button", name="Entrar Ana").dblclick()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    door.wait_for_timeout(300)
    assert CheckIn.objects.count() == 1


def test_undo_takes_it_back_and_the_button_returns(door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    door.get_by_role("button", name="Entrar Ana").click()
    door.get_by_role("button", name="Desfazer Ana").click()
    expect(door.locator("#verdict")).to_contain_text("DESFEITO")
    expect(door.get_by_role("button", name="Entrar Ana")).to_be_visible()
    expect(door.locator(".counter.is-in dd").first).to_have_text("0")
    assert CheckIn.objects.get().closed_how == Closing.UNDO


@pytest.mark.parametrize("size", [(820, 1180), (412, 860)])
def test_undo_in_the_verdict_itself_says_so(door, arrive, size):
    door.set_viewport_size({"width": size[0], "height": size[1]})
    arrive("Ana")
    door.fill("#q", "ana")
    door.get_by_role("button", name="Entrar Ana").click()
    door.locator("#verdict").get_by_role("button", name="Desfazer Ana").click()
    expect(door.locator("#verdict")).to_contain_text("DESFEITO")


def test_a_lead_lets_somebody_in_against_the_verdict(sign_in, context, make_person, arrive, event):
    arrive("Ana", code="YRC3IQGCR24TWKT", attention="refunded", attention_at=timezone.now())
    door = sign_in(context, make_person("lia", Role.LEAD))
    door.goto(event.get_absolute_url())
    door.fill("#q", "yrc3iqgcr24twkt")
    door.press("#q", "Enter")
    door.get_by_text("Liberar mesmo assim").click()
    door.get_by_label("Motivo, para o registro").fill("Pagou de novo")
    door.locator(".overrule").get_by_role("button").click()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    expect(door.locator("#verdict")).to_contain_text("Pagou de novo")


def test_undo_goes_away_after_ten_seconds(door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    door.get_by_role("button", name="Entrar Ana").click()
    undo = door.get_by_role("button", name="Desfazer Ana")
    expect(undo).to_be_visible()
    expect(undo).to_be_hidden(timeout=10_000)


def test_a_verdict_that_was_read_makes_room_for_the_next_guest(door, arrive):
    arrive("Ana")
    door.fill("#q", "NOBODYHASTHIS00")
    door.press("#q", "Enter")
    expect(door.locator("#verdict")).to_contain_text("PARE")
    door.fill("#q", "an")
    expect(door.locator("#verdict")).to_contain_text("PARE")
    door.wait_for_timeout(3100)
    door.fill("#q", "ana")
    expect(door.locator("#verdict")).to_contain_text("próxima pessoa")


@pytest.mark.parametrize("size", [(1180, 820), (820, 1180), (412, 860)])
def test_a_verdict_is_in_sight_wherever_the_list_is_scrolled_to(door, arrive, size):
    door.set_viewport_size({"width": size[0], "height": size[1]})
    for number in range(12):
        arrive(f"Ana {number:02}")
    door.fill("#q", "ana")
    last = door.get_by_role("button", name="Entrar Ana 11")
    last.scroll_into_view_if_needed()
    last.click()
    expect(door.locator(".verdict-word")).to_have_text("ENTROU")
    assert door.locator(".verdict-word").bounding_box()["y"] >= 0
    expect(door.get_by_role("button", name="Desfazer Ana 11")).to_be_visible()


def test_a_whole_code_and_enter_ask_for_the_verdict(door, arrive):
    arrive("Ana", code="YRC3IQGCR24TWKT")
    door.fill("#q", "yrc3iqgcr24twkt")
    door.press("#q", "Enter")
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    door.fill("#q", "NOBODYHASTHIS00")
    door.press("#q", "Enter")
    expect(door.locator("#verdict")).to_contain_text("Código desconhecido")


def test_the_whole_job_is_done_by_keyboard(door, arrive):
    arrive("Ana"), arrive("Bia")
    door.keyboard.type("ana")
    expect(door.locator(".person")).to_have_count(1)
    door.get_by_role("button", name="Entrar Ana").focus()
    door.keyboard.press("Enter")
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    expect(door.locator("#q")).to_be_focused()
    door.keyboard.type("bia")
    expect(door.locator(".person-name")).to_have_text("Bia")


def test_focus_and_text_stay_while_results_come(door, arrive):
    arrive("Ana Beatriz")
    door.locator("#q").press_sequentially("ana bea", delay=90)
    expect(door.locator(".person")).to_have_count(1)
    expect(door.locator("#q")).to_be_focused()
    expect(door.locator("#q")).to_have_value("ana bea")


def test_a_session_that_ended_leads_to_the_sign_in_and_back(door, rita, event, context):
    context.clear_cookies()
    door.wait_for_url("**/sign-in/**")
    door.fill("#id_username", "rita")
    door.fill("#id_password", "porta-1234")
    door.get_by_role("button", name="Entrar").click()
    expect(door.locator("#q")).to_be_visible()
