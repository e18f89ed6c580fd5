"""What the hardest pages cost, each in a process of its own: `python -m benchmarks.hard_pages`.

Every page is written to a file and read as an ingest reads it: bytes, decoding, cleaning. Ends with 1 when one takes
over 2 CPU seconds or 500 MB, or when anything but a refusal with a message comes out of the reader.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flows.text.errors import BadInput
from flows.text.pages.model import load
from flows.text.pipeline import to_article
from flows.text.readers import Reject, read
from flows.text.seeds import find

MOST_SECONDS, MOST_MB = 2.0, 500.0
FAULT = "FAULT"
_TEXT = "The harbour bridge at Norwick will open in April, the council said, two years after it was closed."
_P = f"<p>{_TEXT}</p>"


def _body(markup: str, head: str = "") -> Callable[[], bytes]:
    return lambda: f"<!DOCTYPE html><html><head><title>A page</title>{head}</head><body>{markup}</body></html>".encode()


PAGES: dict[str, Callable[[], bytes]] = {
    "100,000 nested boxes": lambda: _body("<div>" * 100_000 + _P)(),
    "100,000 nested words": lambda: _body("<p>" + "<span>" * 100_000 + "deep")(),
    "20,000 nested tables": lambda: _body("<table><tr><td>" * 20_000 + _P)(),
    "100,000 line breaks": lambda: _body(_P + "<br>" * 100_000 + _P)(),
    "100,000 words and breaks": lambda: _body("word<br>" * 100_000)(),
    "a line of 50 MB": lambda: _body("<p>" + "word " * 10_000_000)(),
    "a line of 10 MB": lambda: _body("<p>" + "word " * 2_000_000)(),
    "one word of 10 MB": lambda: _body("<p>" + "w" * 10_000_000)(),
    "entities that expand": lambda: (
        "<!DOCTYPE html [" + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)) + '<!ENTITY a0 "lol">'
        f"]><html><body>{_P}<p>&a9;</p></body></html>"
    ).encode(),
    "100,000 escaped entities": lambda: _body(_P + "<p>" + "&amp;lt;" * 100_000)(),
    "broken nesting": lambda: _body(_P + "<b><i></b></div><td></p><table>" * 10_000)(),
    "100,000 closing tags": lambda: _body("</div>" * 100_000 + _P)(),
    "50,000 attributes": lambda: _body("<p " + " ".join(f"a{n}='1'" for n in range(50_000)) + ">" + _TEXT)(),
    "a class of 800 KB": lambda: _body(f"<div class='{'content ' * 100_000}'>{_P}</div>")(),
    "JSON-LD that nests": lambda: _body(_P, f"<script type='application/ld+json'>{'[' * 100_000}</script>")(),
    "20,000 authors": lambda: _body(_P, "".join(f"<meta name='author' content='A{n}'>" for n in range(20_000)))(),
    "wrong charset": lambda: f"<html><head><meta charset='utf-16'></head><body>{_P}</body></html>".encode(),
    "frameset": lambda: b"<html><frameset cols='20%,80%'><frame src='a.html'><frame src='b.html'></frameset></html>",
    "empty body": lambda: _body("")(),
    "XHTML": lambda: (
        f"<?xml version='1.0' encoding='ISO-8859-1'?><html xmlns='http://www.w3.org/1999/xhtml'><body>{_P}</body></html>"
    ).encode("latin-1"),
    "AMP": lambda: f"<!DOCTYPE html><html amp><body>{_P * 20}<amp-ad>{_P * 20}</amp-ad></body></html>".encode(),
    "consent wall": lambda: _body(f"<div class='cookie-consent'>{'<p>We use cookies.</p>' * 20}</div>")(),
    "an ordinary page": lambda: _body(_P * 20)(),
}  # fmt: skip
"""Name → the bytes of a page."""


def outcome(path: Path) -> str:
    """What comes of the page: an article, or the class of the refusal."""
    try:
        for file in find(path).files:
            for document in read(file):
                if isinstance(document, Reject):
                    return type(document.error).__name__
                return f"article of {len(to_article(document).body):,} characters"
    except BadInput as refusal:
        return type(refusal).__name__
    except Exception as fault:
        return f"{FAULT}: {type(fault).__name__}"
    return "nothing read"


def measured(path: Path) -> tuple[str, float, float]:
    """Outcome, CPU seconds and peak MB of one page, in a child of this process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - the child
        start = time.process_time()
        said = outcome(path)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        os.write(writing, f"{said}\t{time.process_time() - start}\t{peak}".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said, seconds, peak_mb = (answer.read() or f"{FAULT}: died\t0\t0").split("\t")
    os.waitpid(child, 0)
    return said, float(seconds), float(peak_mb)


def main() -> None:
    """Measure each page and print a table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    load()
    failed = False
    print(f"{'':28}{'CPU s':>8}{'peak MB':>9}  outcome")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in PAGES.items():
            path = Path(folder) / "page.html"
            path.write_bytes(make())
            said, seconds, peak = measured(path)
            over = seconds > MOST_SECONDS or peak > MOST_MB or said.startswith(FAULT)
            failed |= over
            print(f"{name:28}{seconds:8.2f}{peak:9.0f}  {said}{'  OVER' if over else ''}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
