"""Videos of codes before a camera, drawn in a browser's canvas and written as the frames of a motion JPEG."""

from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import segno
from playwright.sync_api import Page

DRAW = Path(__file__).with_name("draw.js").read_text()
KINDS = ("upright", "turned", "tilted", "small", "blurred", "dim", "inverted", "phone", "dense")
FRAMES_PER_SECOND = 30  # chromium's own for motion JPEGs
VARIANTS = 4


class Scene(NamedTuple):
    """Codes before the camera for so long; without any, an empty scene."""

    kind: str
    codes: tuple[str, ...]
    seconds: float


def matrix(code: str) -> list[list[int]]:
    """The modules of a QR code, dark ones 1, without the quiet zone."""
    return [list(row) for row in segno.make(code, micro=False, error="m").matrix]


def shoot(page: Page, scenes: Iterable[Scene], film: Path) -> Path:
    """A film of these scenes, which a camera plays over and over."""
    page.evaluate(DRAW)
    with film.open("wb") as file:
        for scene in scenes:
            frames = [frame(page, scene, variant) for variant in range(VARIANTS)]
            for number in range(round(scene.seconds * FRAMES_PER_SECOND)):
                file.write(frames[number % VARIANTS])
    return film


def frame(page: Page, scene: Scene, variant: int) -> bytes:
    words = [scene.kind, [matrix(code) for code in scene.codes], variant]
    address: str = page.evaluate("words => film.jpeg(...words)", words)
    return b64decode(address.partition(",")[2])


def chromium_flags(film: Path) -> list[str]:
    """What makes a chromium's only camera play a film."""
    return ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
