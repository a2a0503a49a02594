import pytest
from playwright.sync_api import expect

from participants.models import CheckIn


def test_a_network_that_is_gone_is_said_and_nothing_is_claimed(door, arrive, context, allow_complaints):
    arrive("Ana")
    door.fill("#q", "ana")
    expect(door.locator(".person")).to_have_count(1)
    context.set_offline(True)
    door.get_by_role("button", name="Entrar Ana").click()
    expect(door.locator("#verdict")).to_contain_text("SEM RESPOSTA")
    expect(door.locator(".connection.is-lost")).to_be_visible()
    assert not CheckIn.objects.exists()


def test_when_the_network_is_back_the_same_tap_counts_once(door, arrive, context, allow_complaints):
    arrive("Ana")
    door.fill("#q", "ana")
    button = door.get_by_role("button", name="Entrar Ana")
    expect(button).to_be_visible()
    context.set_offline(True)
    button.click()
    expect(door.locator("#verdict")).to_contain_text("SEM RESPOSTA")
    context.set_offline(False)
    button.click()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    expect(door.locator(".connection.is-there")).to_be_visible()
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "body"), [(502, "<html>Bad gateway"), (200, "<html>Hotel sign-in"), (413, ""), (503, "")]
)
def test_an_answer_that_is_not_our_doors_confirms_nothing(door, arrive, allow_complaints, status, body):
    arrive("Ana"), arrive("Bia")
    door.fill("#q", "ana")
    door.get_by_role("button", name="Entrar Ana").click()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    door.fill("#q", "bia")
    door.route("**/check-ins/", lambda route: route.fulfill(status=status, body=body, content_type="text/html"))
    door.get_by_role("button", name="Entrar Bia").click()
    expect(door.locator("#verdict")).to_contain_text("SEM RESPOSTA")
    expect(door.get_by_role("button", name="Entrar Bia")).to_be_visible()


def test_a_list_from_before_says_so_and_renews_itself(door, arrive, context, allow_complaints):
    arrive("Ana")
    door.fill("#q", "zzz")
    expect(door.locator(".results-none")).to_be_visible()
    context.set_offline(True)
    door.fill("#q", "ana")
    expect(door.locator(".results-lost")).to_be_visible()
    context.set_offline(False)
    expect(door.locator(".person")).to_have_count(1)
    expect(door.locator(".results-lost")).to_be_hidden()


def test_without_javascript_search_and_check_in_still_work(another_browser, sign_in, rita, event, arrive):
    arrive("Ana Conceição")
    page = sign_in(another_browser(java_script_enabled=False), rita)
    page.goto(event.get_absolute_url())
    page.fill("#q", "conceicao")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("button", name="Entrar Ana Conceição").click()
    expect(page.locator("#verdict")).to_contain_text("ENTROU")
    expect(page.locator(".person")).to_contain_text("Entrou")
    page.get_by_role("button", name="Desfazer Ana Conceição").click()
    expect(page.locator("#verdict")).to_contain_text("DESFEITO")
