"""The files that newswire ships with: read, checked against the digests in their manifest, never guessed at."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from flows.text.errors import SettingsError
from flows.text.recognisers.newswire_features import Tables

FOLDER = Path(__file__).parent / "data"
MANIFEST = "newswire.json"
MODEL = "newswire.crfsuite.gz"
WORDS = "newswire-words.tsv.gz"
KNOWN = "newswire-known.tsv.gz"
FORMAT = 2
"""Of features and files together: a model of another format would load, and find nothing."""

MEND = (
    "install dateline again, mend DATELINE_MODEL if you set it, or make the model anew with "
    "`python -m benchmarks.train_names`"
)


@dataclass(frozen=True, slots=True)
class Model:
    """What was read: the version, the model's bytes, and its tables."""

    version: str
    weights: bytes
    tables: Tables


def read_model(folder: Path = FOLDER) -> Model:
    """Read the model in `folder`. Raises SettingsError where a file is missing, damaged or of another version."""
    manifest = _manifest(folder)
    if manifest.get("format") != FORMAT:
        raise SettingsError(f"the model in {folder} has format {manifest.get('format')!r}, not {FORMAT}", MEND)
    digests = manifest.get("sha256", {})
    weights, words, known = (_checked(folder / name, digests.get(name)) for name in (MODEL, WORDS, KNOWN))
    return Model(str(manifest["version"]), gzip.decompress(weights), Tables(*read_words(words), read_known(known)))


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(_bytes(folder / MANIFEST))
    except ValueError as error:
        raise SettingsError(f"{folder / MANIFEST} is damaged: {error}", MEND) from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("version"), str):
        raise SettingsError(f"{folder / MANIFEST} is damaged: it names no version", MEND)
    return manifest


def _checked(path: Path, digest: str | None) -> bytes:
    content = _bytes(path)
    if sha256(content).hexdigest() != digest:
        raise SettingsError(f"{path} is damaged or of another version: its digest is not the manifest's", MEND)
    return content


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"a file of the model cannot be read: {path}: {error.strerror}", MEND) from error


def read_words(packed: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Read the word table: lines of word, classes from coarse to fine, lists, parted by tabs; a field may be empty."""
    classes: dict[str, str] = {}
    lists: dict[str, str] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        word, its_classes, its_lists = line.split("\t")
        if its_classes:
            classes[word] = its_classes
        if its_lists:
            lists[word] = its_lists
    return classes, lists


def read_known(packed: bytes) -> dict[str, str]:
    """Read the known names: lines of a name's words, parted by spaces, and its kinds, parted by a tab."""
    fields = gzip.decompress(packed).decode().replace("\n", "\t").split("\t")
    return dict(zip(fields[:-1:2], fields[1::2], strict=True))


def write_model(folder: Path, version: str, weights: bytes, tables: Tables) -> None:
    """Write a model's files to `folder`: the same bytes for the same model, and a version of its own for each."""
    files = {
        MODEL: gzip.compress(weights, mtime=0),
        WORDS: pack_words(tables.classes, tables.lists),
        KNOWN: pack_known(tables.known),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    manifest = {"format": FORMAT, "version": f"{version} {digests[MODEL][:8]}", "sha256": digests}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")


def pack_words(classes: Mapping[str, str], lists: Mapping[str, str]) -> bytes:
    """Write the word table, the same bytes for the same tables."""
    words = sorted(classes.keys() | lists.keys())
    lines = (f"{word}\t{classes.get(word, '')}\t{lists.get(word, '')}\n" for word in words)
    return gzip.compress("".join(lines).encode(), mtime=0)


def pack_known(known: Mapping[str, str]) -> bytes:
    """Write the known names, the same bytes for the same table."""
    return gzip.compress("".join(f"{name}\t{known[name]}\n" for name in sorted(known)).encode(), mtime=0)
