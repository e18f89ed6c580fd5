"""Take the pictures of README and docs: pages of the examples, as headless Chromium draws them.

    python -m benchmarks.pictures --database demo.db --out docs/pictures

The pages are written as files first, so that no server is needed. Run by hand after a page has changed.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from db.engine import make_engine
from db.site.writing import write_pages

SHOTS = (
    ("front", "index.html", "light", 900),
    ("reader", "reader/*captain-was-alone*", "light", 1130),
    ("entity-dark", "entity/person-pavel-dvornik*", "dark", 900),
)
"""Name of the picture, page, light or dark, and height in pixels."""

WIDTH = 1100


def main() -> None:
    """Write the pages to a temporary folder and take each picture."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--database", type=Path, default=Path("demo.db"))
    options.add_argument("--out", type=Path, default=Path("docs/pictures"))
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        write_pages(make_engine(given.database, read_only=True), Path(folder))
        take(Path(folder), given.out)


def take(pages: Path, out: Path) -> None:
    """The pictures of SHOTS, each as `<name>.png`."""
    with sync_playwright() as starter:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = starter.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, pattern, scheme, height in SHOTS:
            page = browser.new_page(color_scheme=scheme, viewport={"width": WIDTH, "height": height})
            found = min(path for path in pages.glob(pattern) if "-from-" not in path.name)
            page.goto(found.as_uri())
            page.screenshot(path=out / f"{name}.png")
            print(f"{out / name}.png  {(out / name).with_suffix('.png').stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
