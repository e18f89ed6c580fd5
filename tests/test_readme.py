"""The README is run: each command in it works, and each answer it shows is the answer."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.settings import PREFIX, Settings, load_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (.*?)\n(.*?)```", README, re.DOTALL)
SHOWN = [(command, answer) for command, answer in BLOCKS if command.startswith("dateline")]
TABLE = dict(re.findall(r"^\| `(DATELINE_\w+)` \|.*\| (.*?) ?\|$", README, re.MULTILINE))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder as after `make ingest`, with `dateline` in the path."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", place / "seeds")
    assert run("dateline ingest --no-prefect seeds", place).returncode == 0
    return place


def run(command: str, place: Path) -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    return subprocess.run(command, shell=True, cwd=place, env=environment, capture_output=True, text=True)


def tidy(text: str) -> str:
    """White space at line ends and times of day, which differ from run to run, do not count."""
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time>", text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def test_there_are_ten_questions_and_more():
    assert sum(command.startswith("dateline query") for command, _ in SHOWN) >= 10


@pytest.mark.parametrize(("command", "answer"), SHOWN, ids=lambda value: value[:40])
def test_each_command_gives_the_answer_that_is_shown(folder, command, answer):
    done = run(command, folder)
    assert done.returncode == 0, done.stderr
    assert tidy(done.stdout) == tidy(answer)


@pytest.mark.slow
def test_make_ingest(tmp_path):
    """The first command, in the environment that this suite runs in; CI has made that one by `make` itself."""
    prefix = Path(sys.prefix)
    command = f"make ingest VENV={prefix} -o {prefix}/ready"
    environment = f"DATELINE_DATABASE_URL={tmp_path}/dateline.db DATELINE_HOME={tmp_path}/home"
    done = run(f"{environment} {command}", ROOT)
    assert done.returncode == 0, done.stderr
    assert re.search(r"files seen +1", done.stdout)
    assert "Qin Gang" in done.stdout


def test_make_test_is_what_ci_calls():
    assert "$ make test" in README
    assert "\nmake test" in (ROOT / ".ci" / "run").read_text()
    assert "pytest" in run("make -n test", ROOT).stdout


@pytest.mark.parametrize("command", re.findall(r"^(dateline schedule .*)$", README, re.MULTILINE))
def test_schedule_examples_are_understood(command, tmp_path):
    """Each is refused for its folder or feeds alone, which are not here: the rest of it was understood."""
    done = run(command.replace("seeds", "nowhere").replace("feeds.toml", "nowhere.toml"), tmp_path)
    assert done.returncode == 2
    assert "nowhere" in done.stderr


def test_the_settings_table_is_the_settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert {name.removeprefix(PREFIX).lower() for name in TABLE} == set(Settings.__dataclass_fields__)
    written = {name: default.strip("`") for name, default in TABLE.items() if default.strip()}
    assert load_settings(written) == Settings()


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!http)[^)#]+)", README))
def test_links_lead_somewhere(link):
    assert (ROOT / link).exists()


def test_the_commands_of_the_cleaning_page_work_one_after_another(folder):
    page = (ROOT / "docs" / "cleaning.md").read_text(encoding="utf-8")
    (rule,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (folder / "mine.toml").write_text(rule)
    commands = re.findall(r"^(dateline [^#\n]+)", page, re.MULTILINE)
    assert len(commands) >= 10
    for command in (command for command in commands if "FINGERPRINT" not in command):
        done = run(command.replace("reannotate", "reannotate --no-prefect"), folder)
        assert done.returncode == 0, f"{command}: {done.stderr}"
    refused = run('dateline rules veto FINGERPRINT --why "it is our refrain"', folder)
    assert refused.returncode in (1, 2)
    assert "FINGERPRINT" in refused.stderr
