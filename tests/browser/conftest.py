"""A headless Chromium of the system's, and the pages of the examples served to it.

All is torn down when this folder is left: while Playwright's loop runs, no other test could run one of its own.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.demo import demo, demo_engine

__all__ = ["address", "chromium", "demo", "demo_engine", "look"]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
START_SECONDS = 60
WIDE, NARROW = {"width": 1200, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("NO CHROMIUM HERE: the browser tests need it (Debian: apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="NO PLAYWRIGHT HERE: pip install 'dateline[dev]'")
    with playwright.sync_playwright() as starter:
        browser = starter.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(demo, tmp_path_factory):
    """Where `dateline explore` serves the examples; the process is stopped by its id."""
    log = tmp_path_factory.mktemp("served") / "log"
    command = [str(Path(sys.executable).with_name("dateline")), "explore", "--database", str(demo), "--port", "0"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
    with log.open("wb") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, env=environment, cwd=log.parent)
    try:
        yield announced(server, log)
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def announced(server: "subprocess.Popen[bytes]", log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while "http://" not in (words := log.read_text()):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(words)
        time.sleep(0.1)
    return words.partition("is at ")[2].partition("/;")[0]


@pytest.fixture
def look(chromium, address):
    """Open a page of the site: `look("/", dark=True, narrow=True)`. What the console says fails the test."""
    complaints, contexts = [], []

    def look(path, *, dark=False, narrow=False, script=True, host=address):
        context = chromium.new_context(
            color_scheme="dark" if dark else "light", viewport=NARROW if narrow else WIDE, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(host + path)
        return page

    yield look
    for context in contexts:
        context.close()
    assert complaints == []
