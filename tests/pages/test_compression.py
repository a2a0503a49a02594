"""Pages come compressed, their pieces do not."""

import gzip

GZIP = {"accept-encoding": "gzip"}


def test_a_whole_page_is_sent_compressed(tablet, event):
    page = tablet.get(event.get_absolute_url(), headers=GZIP)
    assert page["Content-Encoding"] == "gzip" and "Accept-Encoding" in page["Vary"]
    assert event.name in gzip.decompress(page.content).decode()


def test_a_piece_of_it_is_not(tablet, event):
    piece = tablet.get(event.get_absolute_url(), {"q": "ana"}, headers=GZIP | {"hx-request": "true"})
    assert "Content-Encoding" not in piece


def test_a_browser_that_cannot_read_it_gets_it_plain(tablet, event):
    assert "Content-Encoding" not in tablet.get(event.get_absolute_url())
