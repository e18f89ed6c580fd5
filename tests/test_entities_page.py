"""The page on entities is run: its commands, one after another, give the answers that it shows."""

import re
import shlex
import shutil
from pathlib import Path

from typer.testing import CliRunner

from flows.cli import app
from flows.text.errors import DatelineError
from tests.folders import ingest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "entities.md"
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def told(command: str) -> str:
    """What a command says, its errors as the shell tells them; `> FILE` is understood."""
    command, _, file = command.partition(" > ")
    done = CliRunner().invoke(app, shlex.split(command)[1:])
    if isinstance(done.exception, DatelineError):
        return f"dateline: {done.exception.message}\n  mend: {done.exception.mend}\n"
    assert done.exit_code == 0, done.output
    if file:
        Path(file).write_text(done.output, encoding="utf-8")
        return ""
    return done.output


def tidy(text: str) -> str:
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time>", text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def test_the_commands_give_the_answers_that_are_shown(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_DATABASE_URL", "dateline.db")
    ingest(tmp_path / "seeds", tmp_path / "dateline.db")
    assert len(BLOCKS) >= 10
    for block in BLOCKS:
        commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
        shown = re.sub(r"^\$ .*\n", "", block, flags=re.MULTILINE)
        assert tidy("".join(map(told, commands))) == tidy(shown), commands
