"""docs/operation.md is run: each command in it, one after another, gives the answer that is shown."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
CHANGING = (
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time>"),
    (r"\d+(\.\d+)? (bytes|kB|MB|GB|TB)", "<size>"),
    (r"(?m)^(seconds\S*( \w+)? +)\S+$", r"\1<seconds>"),
    (r"(?m)^( \d+ +\w+ +[\w ]+<time> +)[\d.]+", r"\1<seconds>"),
    (r"(?m)^( (?:seconds|version: \w+)) .*$", r"\1"),
    (r"(?m)^( ?(?:mentions|entities)(?: \w+)?) +[\d ]+$", r"\1"),
    (r"/\S*/(operation-page\d*|news-desk)", "<place>"),
    (r"(?m)^(version: [a-z ]+?|schema)  +.*$", r"\1"),
    (r"──+", "──"),
    (r" {2,}", "  "),
)
"""Times, sizes and places, which differ from run to run; and counts of names, which differ from model to model."""


def examples() -> list[tuple[str, str]]:
    """Command and answer of each example of the page, in their order."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    return [found for block in blocks for found in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


def answer(command: str, place: Path) -> str:
    """What it prints, to both streams."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(command, shell=True, cwd=place, env=environment, capture_output=True, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def tidy(text: str) -> str:
    """Without what differs from run to run."""
    for pattern, instead in CHANGING:
        text = re.sub(pattern, instead, text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def prepared(place: Path) -> Path:
    """A folder with the seeds in it and the rule of the page."""
    place.mkdir(exist_ok=True)
    shutil.copytree(ROOT / "seeds", place / "seeds")
    (rule,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (place / "filler.toml").write_text(rule)
    return place


def test_the_commands_of_the_page_work_one_after_another(tmp_path):
    place = prepared(tmp_path / "news-desk")
    shown = examples()
    assert len(shown) >= 20
    for command, expected in shown:
        assert tidy(answer(command, place)) == tidy(expected), command


@pytest.mark.parametrize("unit", sorted((ROOT / "deploy").glob("*.service")), ids=lambda path: path.name)
def test_the_services_say_what_is_true(unit, tmp_path):
    service = read_unit(unit)["service"]
    commands = [line.partition("=")[2] for line in unit.read_text().splitlines() if line.startswith("ExecStart=")]
    assert commands
    for command in commands:
        program, name, *_ = command.split()
        assert program.endswith("/.venv/bin/dateline")
        assert answer(f"dateline {name} --help", tmp_path).startswith("Usage: dateline")
    assert service["User"] == "dateline"
    settings = dict(pair.split("=") for pair in service.get("Environment", "").split())
    from flows.settings import load_settings

    load_settings(settings)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="NO systemd-analyze HERE: units are read, not verified")
@pytest.mark.parametrize("unit", sorted((ROOT / "deploy").glob("dateline-*.*")), ids=lambda path: path.name)
def test_systemd_takes_the_units(unit, tmp_path):
    for other in (ROOT / "deploy").glob("dateline-*.*"):
        text = other.read_text().replace("/opt/dateline/.venv/bin/dateline", "/bin/true")
        (tmp_path / other.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)], capture_output=True, text=True
    )
    ours = [line for line in done.stderr.splitlines() if unit.name in line]
    assert not ours


def read_unit(unit: Path) -> dict[str, dict[str, str]]:
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(unit)
    return {section.lower(): dict(parser[section]) for section in parser.sections()}


def test_the_timer_calls_a_service_that_is_there():
    for timer in (ROOT / "deploy").glob("*.timer"):
        assert timer.with_suffix(".service").exists()
        assert "OnCalendar" in read_unit(timer)["timer"]


KNOWN = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


def test_the_container_file_copies_what_is_there_and_runs_as_nobody_special():
    text = (ROOT / "deploy" / "Containerfile").read_text()
    lines = [line for line in re.sub(r"\\\n\s*", "", text).splitlines() if line and not line.startswith("#")]
    instructions = [(line.split()[0], line.split()[1:]) for line in lines]
    assert {name for name, _ in instructions} <= KNOWN
    for name, words in instructions:
        if name == "COPY":
            assert all((ROOT / source).exists() for source in words[:-1])
    names = [name for name, _ in instructions]
    assert names.index("USER") > names.index("RUN")
    assert dict(instructions)["USER"] != ["root"]
    version = dict(instructions)["FROM"][0].partition("python:")[2].partition("-")[0]
    assert f'requires-python = ">={version}"' in (ROOT / "pyproject.toml").read_text()
    (entry,), (command,) = ([line for line in lines if line.startswith(name)] for name in ("ENTRYPOINT", "CMD"))
    assert entry == 'ENTRYPOINT ["dateline"]'
    assert command.startswith('CMD ["schedule", ')
