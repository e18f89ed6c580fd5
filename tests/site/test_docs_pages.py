"""The page of docs about the web pages: its commands work, its addresses answer, its links lead somewhere."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (dateline .*)$", PAGE, re.MULTILINE)


def environment():
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"}


def test_the_commands_work_one_after_another(demo, tmp_path):
    (tmp_path / "demo.db").write_bytes(demo.read_bytes())
    serving, *writing = COMMANDS
    assert len(writing) == 2
    for command in writing:
        done = subprocess.run(command.split(), cwd=tmp_path, env=environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "pages" / "index.html").is_file()
    assert serving.endswith("--open")
    served = [*serving.removesuffix("--open").split(), "--port", "0"]
    server = subprocess.Popen(served, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True)
    try:
        assert "http://127.0.0.1:" in server.stdout.readline()
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0
        assert "stopped" in server.stdout.read()
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


@pytest.mark.parametrize("address", re.findall(r"^\| [\w ]+ \| `([^`<]+)`", PAGE, re.MULTILINE))
def test_each_address_answers(get, address):
    assert get(address).status == 200


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!http)[^)#]+)", PAGE))
def test_links_lead_somewhere(link):
    assert (ROOT / "docs" / link).exists()


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (["--host", "0.0.0.0"], 2, "password"),
        (["--database", "missing.db"], 1, "missing.db"),
        (["--database", "postgresql://nobody@localhost/none"], 2, "--static"),
        (["--database", "notes.txt"], 1, "notes.txt"),
        (["--static", "notes.txt"], 2, "notes.txt"),
    ],
)
def test_mistakes_are_told_in_words(demo, tmp_path, more, code, words):
    (tmp_path / "notes.txt").write_text("no database\n" * 100)
    command = ["dateline", "explore", "--database", str(demo), "--port", "0", *more]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_it_says_what_to_install(demo, tmp_path):
    (tmp_path / "datasette").mkdir()
    (tmp_path / "datasette" / "__init__.py").write_text("raise ModuleNotFoundError('No module', name='datasette')")
    command = ["dateline", "explore", "--database", str(demo), "--port", "0"]
    more = {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env={**environment(), **more}, capture_output=True, text=True)
    assert done.returncode == 1
    assert "pip install 'dateline[explore]'" in done.stderr


@pytest.mark.slow
def test_make_demo(tmp_path):
    """In the environment that this suite runs in; the pages are written instead of served."""
    prefix, pages = Path(sys.prefix), tmp_path / "pages"
    command = ["make", "demo", f"VENV={prefix}", f"DEMO={tmp_path}/demo.db", f"DEMO_FOLDER={tmp_path}/examples",
               f"PAGES=explore --static {pages}", "-o", f"{prefix}/ready", "-o", f"{prefix}/ready-explore"]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(list((pages / "reader").glob("*-from-1-to-2.html"))) == 1
