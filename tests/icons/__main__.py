import base64
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parents[2] / "static" / "img"
DRAWING = IMAGES / "gate.svg"
GREEN = "#0b5d4b"  # the drawing's own ground


@dataclass(frozen=True)
class Icon:
    """`part` of the side is the drawing's. Where that is not all, its ground goes on to the edges."""

    name: str
    pixels: int
    part: float = 1


ICONS = (
    Icon("icon-192", 192),
    Icon("icon-512", 512),
    # Android cuts a maskable icon into any shape and keeps only a circle of four fifths of its side.
    Icon("icon-maskable-512", 512, part=0.8),
    # iOS rounds the corners itself, and paints black what is transparent.
    Icon("icon-apple-180", 180, part=0.94),
)


def draw(page: Page, icon: Icon) -> None:
    source = base64.b64encode(DRAWING.read_bytes()).decode()
    ground = "transparent" if icon.part == 1 else GREEN
    style = f"margin:0; display:grid; place-items:center; height:100vh; background:{ground}"
    page.set_viewport_size({"width": icon.pixels, "height": icon.pixels})
    page.set_content(
        f'<body style="{style}"><img style="width:{icon.part:.0%}" src="data:image/svg+xml;base64,{source}"></body>'
    )
    page.screenshot(path=IMAGES / f"{icon.name}.png", omit_background=True)


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for icon in ICONS:
            draw(page, icon)
        browser.close()


if __name__ == "__main__":
    main()
