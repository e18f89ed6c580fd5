"""What users get installed: named with its licence, pinned, free to use, and listed by a command."""

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from benchmarks.installed import Package, installed_for, normal
from benchmarks.sbom import listed

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


EXTRAS = sorted(set(PROJECT["optional-dependencies"]) - FOR_DEVELOPERS)
INSTALLED, MISSING = installed_for(EXTRAS)
OF_THE_ENVIRONMENT = {"pip", "setuptools"}
"""Made with the environment, before any constraint is read."""

FREE = (
    *("0BSD", "Apache-2.0", "Artistic-1.0-Perl", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python"),
    *("ISC", "LGPL-3.0-only", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0", "Public Domain", "Zlib"),
)
"""Licences under which dateline may be passed on with a package; the LGPL and MPL ones are used unchanged."""


def is_free(licence: str) -> bool:
    names = [name.strip(" ()") for name in re.split(r" AND | OR ", licence)]
    return all(name in FREE for name in names) or ("AND" not in licence and any(name in FREE for name in names))


def test_what_is_installed_is_what_is_pinned():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    pinned = {normal(line.partition("==")[0]): line.partition("==")[2] for line in lines}
    assert len(INSTALLED) > 100
    apart = {
        p.name: p.version for p in INSTALLED if p.name not in OF_THE_ENVIRONMENT and pinned.get(p.name) != p.version
    }
    assert apart == {}


def test_everything_that_is_installed_fits_together():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", INSTALLED, ids=lambda package: package.name)
def test_every_package_may_be_passed_on(package):
    assert is_free(package.licence), f"{package.name} says its licence is {package.licence}"


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MIT AND GPL-2.0-or-later", "unknown", "Proprietary"])
def test_what_may_not_be_passed_on(licence):
    assert not is_free(licence)


def test_the_list_of_packages():
    """CycloneDX: each package once, with version and licence; what is needed is there; no path and no address."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sbom", "--extra", "postgresql"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    refs = [component["bom-ref"] for component in made["components"]]
    assert len(refs) == len(set(refs)) > 50
    assert all(re.fullmatch(r"pkg:pypi/[a-z0-9-]+@[\w.]+", ref) for ref in refs)
    assert all(component["licenses"] for component in made["components"])
    needed = {ref for each in made["dependencies"] for ref in each["dependsOn"]}
    assert needed == set(refs)
    assert {each["ref"] for each in made["dependencies"]} == {*refs, made["metadata"]["component"]["bom-ref"]}
    assert not re.search(r"://|file:|/home|/usr|/tmp|\\\\", done.stdout)


def test_a_licence_in_words_has_a_name_and_an_expression_is_one():
    packages = [Package("a", "1", "MIT AND (BSD-3-Clause OR ISC)", ()), Package("b", "1", "Public Domain", ())]
    assert [component["licenses"] for component in listed(packages)["components"]] == [
        [{"expression": "MIT AND (BSD-3-Clause OR ISC)"}],
        [{"license": {"name": "Public Domain"}}],
    ]
