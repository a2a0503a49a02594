import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from participants.models import Account


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Pages are drawn here without a collectstatic before."""
    files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": files}


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def ana(db):
    """An admin."""
    return User.objects.create_superuser("ana", password="porta-1234")


@pytest.fixture
def desk(client, ana):
    """The browser at which ana has signed in."""
    client.force_login(ana)
    return client


@pytest.fixture
def kiwify(sandbox, settings):
    """The sandbox, as the Kiwify that this site reads."""
    settings.KIWIFY_API_URL = sandbox.base_url
    settings.KIWIFY_CALLS_PER_MINUTE = 1_000
    return sandbox


@pytest.fixture
def account(db, sandbox):
    """Here the account is the sandbox's own."""
    return Account.objects.create(
        name="Casa",
        account_id=sandbox.account_id,
        client_id=sandbox.client_id,
        client_secret=sandbox.client_secret,
    )


@pytest.fixture
def event(event, sandbox):
    event.product_id = sandbox.product_id
    event.save()
    return event


@pytest.fixture
def press(desk):
    """Press a button on an object's page: `press(event, "read_now")`; what the page says then."""

    def press(one, action, **fields):
        name = f"admin:participants_{one._meta.model_name}_button"
        return said(desk.post(reverse(name, args=[one.pk, action]), fields, follow=True))

    return press


@pytest.fixture
def run(desk):
    """Run an action for what is chosen in a list: `run([event], "read_now")`; what the page says then."""

    def run(chosen, action):
        there = reverse(f"admin:participants_{chosen[0]._meta.model_name}_changelist")
        fields = {"action": action, "_selected_action": [one.pk for one in chosen]}
        return said(desk.post(there, fields, follow=True))

    return run


def said(response):
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


def page_of(one):
    return reverse(f"admin:{one._meta.app_label}_{one._meta.model_name}_change", args=[one.pk])


def list_of(model, **query):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist", query=query)


def fields_of(response):
    """What the forms of a page would send as they stand, inlines and all."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    bound = (form[name] for form in forms for name in form.fields)
    return {field.html_name: field.value() for field in bound if field.value() is not None}
