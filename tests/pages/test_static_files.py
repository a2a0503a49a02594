"""Static files are compressed once, when they are collected, and fetched once; templates are read once."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template
from django.template.loaders.cached import Loader
from django.templatetags.static import static

COLLECTED = Path(__file__).parents[2] / "staticfiles"
FILES = ["css/door.css", "js/door.js", "img/gate.svg", "django_htmx/htmx-2.min.js", "admin/css/base.css"]


@pytest.fixture
def fetch(client):
    """A static file as a browser gets it, and the file it was taken from: `fetch("css/door.css", "br")`."""

    def fetch(name, encoding):
        answer = client.get(static(name), headers={"accept-encoding": encoding})
        return answer, b"".join(answer.streaming_content)

    return fetch


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("encoding", "ending"), [("gzip", ".gz"), ("gzip, br", ".br")])
def test_a_file_is_sent_as_it_was_compressed_when_collected(fetch, name, encoding, ending):
    answer, body = fetch(name, encoding)
    assert answer["Content-Encoding"] == {".gz": "gzip", ".br": "br"}[ending]
    assert body == (COLLECTED / f"{static(name).removeprefix('/static/')}{ending}").read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_browser_keeps_a_file_for_good_and_a_proxy_keeps_both_forms(fetch, name):
    answer, _ = fetch(name, "")
    assert "immutable" in answer["Cache-Control"] and "max-age=315360000" in answer["Cache-Control"]
    assert "Accept-Encoding" in answer["Vary"] and "Content-Encoding" not in answer
    assert "Set-Cookie" not in answer


def test_a_file_that_is_asked_for_by_its_bare_name_is_not_kept_for_good(client):
    assert "immutable" not in client.get("/static/css/door.css")["Cache-Control"]


@pytest.mark.parametrize("where", ["", "setup/", "attendance/", "tablets/"])
def test_pages_ask_only_for_files_that_are_kept_for_good(tablet_of, make_person, event, where):
    page = tablet_of(make_person("otto", "organizer")).get(event.get_absolute_url() + where).text
    asked = re.findall(r'/static/[^"\' ]+', page)
    assert asked and all(re.search(r"\.[0-9a-f]{12}\.\w+$", one) for one in asked), asked


def test_templates_are_read_and_parsed_once():
    [django] = engines.all()
    [loader] = django.engine.template_loaders
    assert isinstance(loader, Loader)
    assert get_template("door.html").template is get_template("door.html").template
