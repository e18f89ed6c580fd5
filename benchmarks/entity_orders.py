"""The same entities whatever the order of ingest, the batch size and the number of workers.

    python -m benchmarks.entity_orders --articles 10000 --data ../shared/bench

Ingests made-up articles (sentences of the evaluation pages, recombined, and one about somebody whose name has several
spellings or several holders) once all at once, and once in five parts in another order, in batches of another size and
with two workers; then compares the tables of names by natural keys.
"""

import hashlib
import os
import random
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from benchmarks.corpus import write_corpus
from benchmarks.measure import parser, show
from db.engine import make_engine, transaction
from flows.running.conduct import conduct
from flows.settings import Settings

PEOPLE = (
    "Ukrainian President Volodymyr Zelenskiy spoke on Monday.",
    "President Volodymyr Zelensky of Ukraine said so.",
    "Volodymyr Zelenskyy was not there. Zelenskyy had said so.",
    "Russian Foreign Minister Sergei Lavrov left.",
    "Sergey Lavrov stayed; Lavrov was asked about it.",
    "British Foreign Secretary Ann Lee spoke on Monday. Lee said no more.",
    "US Senator Ann Lee voted against it.",
    "Canadian Prime Minister Ann Lee was asked in Ottawa.",
    "Ann Lee was asked too.",
)
MENTION = "JOIN articles a ON a.id = m.article_id JOIN documents d ON d.id = a.document_id"
TABLES = {
    "mentions": "SELECT d.uri, m.field, m.char_start, m.char_end, m.text, m.label, m.tied, m.country_code, m.lat, "
    f"m.lon, m.link_score, m.place_score, m.resolved_key, e.key FROM mentions m {MENTION} "
    "LEFT JOIN entities e ON e.id = m.entity_id",
    "roles": "SELECT d.uri, m.field, r.char_start, r.char_end, r.text, r.country_code, e.key FROM roles r "
    f"JOIN mentions m ON m.id = r.mention_id {MENTION} LEFT JOIN entities e ON e.id = r.entity_id",
    "entities": "SELECT key, type, name, country_code, external_ids FROM entities",
    "entity_aliases": "SELECT e.key, x.alias, x.tied, x.mentions FROM entity_aliases x "
    "JOIN entities e ON e.id = entity_id",
    "entity_countries": "SELECT e.key, x.country_code, x.mentions FROM entity_countries x "
    "JOIN entities e ON e.id = entity_id",
    "entity_ties": "SELECT key, entity_key, rule, score, reason FROM entity_ties",
    "entity_offices": "SELECT key, country_code, articles FROM entity_offices",
}


def main() -> None:
    """Print the table; ends with 1 when any table differs."""
    made = parser(__doc__ or "")
    made.add_argument("--articles", type=int, default=1000)
    made.add_argument("--parts", type=int, default=5)
    options = made.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        write_corpus(place / "news", options.articles, options.data)
        add_people(place / "news")
        one = digests(ingested(place / "news", place / "one.db", 1, 100, 1))
        other = digests(ingested(place / "news", place / "other.db", options.parts, 37, 2))
    same = {name: one[name] == other[name] for name in TABLES}
    title = f"{options.articles} articles: one part, batches of 100; {options.parts} parts, batches of 37, two workers"
    show(title, ["table", "rows", "equal"], [[name, one[name][0], "yes" if same[name] else "NO"] for name in TABLES])
    raise SystemExit(0 if all(same.values()) else 1)


def add_people(folder: Path) -> None:
    """One more line for each article, about somebody who has to be told from others, drawn at random."""
    dice = random.Random(2)
    for path in sorted(folder.rglob("*.txt")):
        path.write_text(f"{path.read_text()}\n{dice.choice(PEOPLE)}\n")


def ingested(folder: Path, database: Path, parts: int, batch_size: int, workers: int) -> Path:
    """A database of the folder, whose files come up in so many parts, in an order drawn at random."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    random.Random(parts).shuffle(files)
    growing = database.with_suffix("") / "news"
    settings = Settings(database_url=str(database), batch_size=batch_size, workers=workers)
    began = time.monotonic()
    for part in range(parts):
        for path in files[part::parts]:
            link = growing / path.relative_to(folder)
            link.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, link)
        conduct([growing], settings, {})
    print(f"{len(files)} articles in {parts} parts: {time.monotonic() - began:.0f} s")
    return database


def digests(database: Path) -> dict[str, tuple[int, str]]:
    """Rows and a hash of each table by natural keys, in the order of their texts."""
    engine = make_engine(str(database))
    found = {}
    with transaction(engine) as connection:
        for name, query in TABLES.items():
            lines = sorted(map(repr, connection.execute(text(query))))
            found[name] = len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()
    engine.dispose()
    return found


if __name__ == "__main__":
    main()
