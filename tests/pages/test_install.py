"""What a browser asks of a site before it keeps it as an app."""

import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

MANIFEST = "/manifest.webmanifest"


def size_of(name):
    head = Path(finders.find(f"img/{name}.png")).read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return struct.unpack(">II", head[16:24])


def icons(client):
    return client.get(MANIFEST).json()["icons"]


def test_anybody_gets_the_manifest_and_no_question_to_the_database(client):
    answer = client.get(MANIFEST)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/manifest+json"


def test_it_opens_full_screen_either_way_up_where_the_tablet_was(client):
    manifest = client.get(MANIFEST).json()
    assert (manifest["display"], manifest["display_override"][0]) == ("fullscreen", "fullscreen")
    assert (manifest["orientation"], manifest["id"], manifest["start_url"], manifest["scope"]) == ("any", "/", "/", "/")


@pytest.mark.parametrize(("language", "word"), [("pt-br", "portaria"), ("en", "door")])
def test_it_speaks_the_language_of_the_browser(client, language, word):
    answer = client.get(MANIFEST, headers={"Accept-Language": language})
    assert answer.json()["lang"] == language
    assert word in answer.json()["description"]
    assert "Accept-Language" in answer["Vary"]


def test_each_icon_has_the_size_it_says(client):
    drawn = [one for one in icons(client) if one["type"] == "image/png"]
    assert len(drawn) == 3
    for one in drawn:
        width, height = size_of(Path(one["src"]).name.split(".")[0])
        assert f"{width}x{height}" == one["sizes"]


def test_one_icon_is_a_drawing_and_one_may_be_cut_into_any_shape(client):
    assert [one["type"] for one in icons(client) if one["sizes"] == "any"] == ["image/svg+xml"]
    assert [one["sizes"] for one in icons(client) if one["purpose"] == "maskable"] == ["512x512"]


def test_ios_finds_its_own_icon(client, db):
    page = client.get("/sign-in/").text
    assert 'rel="apple-touch-icon"' in page
    assert size_of("icon-apple-180") == (180, 180)


@pytest.mark.parametrize(("theme", "colours"), [("auto", 2), ("light", 1), ("dark", 1)])
def test_the_tablets_own_bars_take_the_colour_of_the_theme(client, db, theme, colours):
    client.cookies["theme"] = theme
    page = client.get("/sign-in/").text
    assert page.count('name="theme-color"') == colours
    assert ("prefers-color-scheme" in page) == (theme == "auto")


def test_nobody_is_kept_from_enlarging_a_page(client, db):
    page = client.get("/sign-in/").text
    assert "user-scalable" not in page
    assert "maximum-scale" not in page
