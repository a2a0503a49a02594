from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from participants.models import ApiClient, Event


def create(*arguments: str) -> dict[str, str]:
    """Run the command; what it printed, by label."""
    printed = StringIO()
    call_command("create_api_client", *arguments, stdout=printed)
    return dict(line.split(": ", 1) for line in printed.getvalue().splitlines() if ": " in line)


def test_the_printed_key_opens_the_api(event: Event, client: Client) -> None:
    key = create("Painel", "--event", "product-1")
    form = {name: key[name] for name in ("client_id", "client_secret")}
    body = "&".join(f"{name}={value}" for name, value in form.items())
    token = client.post("/v1/oauth/token", body, content_type="application/x-www-form-urlencoded").json()
    headers = {
        "Authorization": f"Bearer {token['access_token']}",
        "x-kiwify-account-id": key["x-kiwify-account-id"],
    }
    assert client.get("/v1/events/product-1/participants", headers=headers).status_code == 200


def test_the_program_belongs_to_the_event_and_has_its_name(event: Event) -> None:
    create("Painel", "--event", "product-1")
    program = ApiClient.objects.get()
    assert (program.name, program.event, program.is_active) == ("Painel", event, True)


def test_twice_makes_two_keys(event: Event) -> None:
    first, second = (create("Painel", "--event", "product-1") for _ in range(2))
    assert first["client_id"] != second["client_id"]
    assert ApiClient.objects.count() == 2


def test_an_unknown_event_is_told_in_a_sentence(event: Event) -> None:
    with pytest.raises(CommandError, match="There is no event product-9"):
        create("Painel", "--event", "product-9")


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_name_has_between_1_and_100_letters(name: str, event: Event) -> None:
    with pytest.raises(CommandError):
        create(name, "--event", "product-1")
    assert not ApiClient.objects.exists()


def test_the_event_must_be_named(db: None) -> None:
    with pytest.raises(CommandError, match="--event"):
        create("Painel")
