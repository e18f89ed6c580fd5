"""docs/dependencies.md names each package that users get, with the licence that the package itself states."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
FOR_DEVELOPERS = {"dev", "bench", "fuzz", "mutants"}
ROWS = re.findall(
    r"^\| ([\w.-]+)(?: \((\w+)\))? \| ([^|]+?) \| [^|]+ \|$", (ROOT / "docs/dependencies.md").read_text(), re.M
)
TABLE = {(extra, name): licence for name, extra, licence in ROWS if name != "package"}


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0].lower()


def declared() -> set[tuple[str, str]]:
    extras = {name: given for name, given in PROJECT["optional-dependencies"].items() if name not in FOR_DEVELOPERS}
    return {
        (extra, name_of(each)) for extra, given in {"": PROJECT["dependencies"], **extras}.items() for each in given
    }


def test_the_page_names_what_is_installed():
    assert set(TABLE) == declared()


@pytest.mark.parametrize(("extra", "name"), sorted(TABLE))
def test_the_licence_is_what_the_package_says(extra, name):
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{name} IS NOT INSTALLED HERE: pip install 'dateline[{extra}]'")
    words = " ".join(
        [said.get("License-Expression") or "", (said.get("License") or "")[:80], *said.get_all("Classifier", [])]
    )
    stem = TABLE[extra, name].partition("-")[0]
    assert re.search(rf"\b{stem}\b|{'Apache' if stem == 'Apache' else stem}", words), words


def test_every_version_is_pinned_and_no_address_is_named():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), lines
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in lines}
    assert {name for _, name in declared()} <= pinned
