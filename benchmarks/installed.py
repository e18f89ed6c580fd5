"""The packages that an installation of dateline is made of, as they are installed here."""

import importlib.metadata
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

OWN_WORDS = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "Artistic License": "Artistic-1.0-Perl",
}
"""Licences as packages name them in words → SPDX."""

VAGUE = {"OSI Approved", "GNU General Public License (GPL)"}
"""Classifiers that say less than another one beside them."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package: its normal name, version, licence as an SPDX expression, and the names that it needs."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]


def normal(name: str) -> str:
    """The one way of writing a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed_for(extras: Iterable[str] = ()) -> tuple[list[Package], set[str]]:
    """What dateline with these extras needs, directly or not, by name; and names that are needed but not installed."""
    wanted = [*PROJECT["dependencies"]]
    for extra in extras:
        wanted += PROJECT["optional-dependencies"][extra]
    found: dict[str, Package] = {}
    missing: set[str] = set()
    asked: dict[str, set[str]] = {}
    todo = [Requirement(each) for each in wanted]
    while todo:
        one = todo.pop()
        name = normal(one.name)
        if name == "dateline" or (name in asked and one.extras <= asked[name]):
            continue
        asked[name] = asked.get(name, set()) | one.extras
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            missing.add(name)
            continue
        needed = list(_needs(distribution, asked[name]))
        licence = licence_of(distribution.metadata)
        found[name] = Package(
            name, distribution.version, licence, tuple(sorted({normal(each.name) for each in needed}))
        )
        todo += needed
    return sorted(found.values(), key=lambda package: package.name), missing


def licence_of(said: importlib.metadata.PackageMetadata) -> str:
    """The licence that a package states, as an SPDX expression: of several, whoever uses it may choose."""
    if expression := said.get("License-Expression"):
        return str(expression)
    names = [str(each).rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if "License ::" in str(each)]
    known = [OWN_WORDS.get(name, name) for name in names if name not in VAGUE]
    words = (said.get("License") or "unknown").split("\n")[0][:60]
    return " OR ".join(known) or OWN_WORDS.get(words, words)


def _needs(distribution: importlib.metadata.Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in distribution.requires or []:
        requirement = Requirement(line)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": each}) for each in {"", *extras}):
            yield requirement
