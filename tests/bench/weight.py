"""What a tablet downloads for the door page: all that the page needs at once, as compressed as it is served."""

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

from .tablet import Pass

# A module that is imported when asked for, as in import("scanner"), is not needed at once.
STATIC_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^("']*["']([^"']+)["']""", re.MULTILINE)


class Parts(HTMLParser):
    """The addresses of a page's styles, scripts, modules and icon, and its import map."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.modules: list[str] = []
        self.imports: dict[str, str] = {}
        self._in_import_map = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_import_map = tag == "script" and given.get("type") == "importmap"
        if tag == "script" and "src" in given:
            (self.modules if given.get("type") == "module" else self.addresses).append(given["src"])
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon", "manifest", "preload"}:
            self.addresses.append(given["href"])
        elif tag == "link" and given.get("rel") == "modulepreload":
            self.modules.append(given["href"])

    def handle_data(self, data: str) -> None:
        if self._in_import_map:
            self.imports = json.loads(data)["imports"]
            self._in_import_map = False


def door_page(signed_in: Pass, path: str) -> dict[str, int]:
    """Bytes over the wire of the page and of the files it needs, by kind, bodies only."""
    page = fetch(signed_in, path)
    parts = Parts(page.text)
    files = [fetch(signed_in, address) for address in dict.fromkeys(parts.addresses)]
    files += modules(signed_in, parts.modules, parts.imports)
    weights = {"html": size(page), "html, opened": len(page.content)}
    for one in files:
        ending = one.url.rpartition(".")[2]
        weights[ending] = weights.get(ending, 0) + size(one)
    return weights | {"files": len(files), "total": size(page) + sum(map(size, files))}


def modules(signed_in: Pass, wanted: Iterable[str], imports: dict[str, str]) -> Iterator[requests.Response]:
    """These modules and those they import, each once."""
    waiting, met = list(wanted), set()
    while waiting:
        address = waiting.pop()
        if address in met:
            continue
        met.add(address)
        module = fetch(signed_in, address)
        yield module
        waiting += [imports.get(name) or urljoin(address, name) for name in STATIC_IMPORT.findall(module.text)]


def fetch(signed_in: Pass, path: str) -> requests.Response:
    url = urljoin(f"http://127.0.0.1:{signed_in.port}", path)
    response = signed_in.session.get(url, headers={"Accept-Encoding": "gzip"})
    response.raise_for_status()
    return response


def size(response: requests.Response) -> int:
    return int(response.headers["Content-Length"])
