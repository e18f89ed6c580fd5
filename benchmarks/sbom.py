"""What an installation of dateline is made of, as a CycloneDX list: `python -m benchmarks.sbom > dateline.cdx.json`.

Of each package its name, version, licence, and what it needs in turn: all read from what is installed, without a
network. No path and no address of an index is in it, and it is the same for the same packages.
The form is CycloneDX 1.6 as JSON (https://cyclonedx.org/docs/1.6/json/).
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks.installed import PROJECT, Package, installed_for, normal


def main() -> None:
    """Write the list; say on standard error what is needed and not installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", action="append", default=[], help="an extra of pyproject.toml; may be repeated")
    extras = parser.parse_args().extra
    packages, missing = installed_for(extras)
    json.dump(listed(packages, extras), sys.stdout, indent=2)
    print()
    if missing:
        sys.exit(f"not installed here, and not in the list: {', '.join(sorted(missing))}")


def listed(packages: Sequence[Package], extras: Sequence[str] = ()) -> dict[str, Any]:
    """The list as CycloneDX has it."""
    lines = [*PROJECT["dependencies"], *(line for each in extras for line in PROJECT["optional-dependencies"][each])]
    direct = sorted({normal(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in lines})
    own = Package("dateline", PROJECT["version"], PROJECT["license"], tuple(direct))
    there = {package.name: _purl(package) for package in (own, *packages)}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(own, "application")},
        "components": [_component(package, "library") for package in packages],
        "dependencies": [
            {"ref": there[package.name], "dependsOn": [there[name] for name in package.needs if name in there]}
            for package in (own, *packages)
        ],
    }


def _component(package: Package, kind: str) -> dict[str, Any]:
    # An expression is of SPDX; what a package says in words of its own has a name.
    spdx = re.fullmatch(r"[\w.+-]+(?:(?: (?:AND|OR|WITH) | ?\(|\) ?)+[\w.+-]+)*\)?", package.licence)
    licence = {"expression": package.licence} if spdx else {"license": {"name": package.licence}}
    return {
        "type": kind,
        "bom-ref": _purl(package),
        "name": package.name,
        "version": package.version,
        "licenses": [licence],
        "purl": _purl(package),
    }


def _purl(package: Package) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


if __name__ == "__main__":
    main()
