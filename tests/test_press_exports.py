"""Exports of press databases through the whole flow: records of a file, made again from what is stored."""

import shutil
from pathlib import Path

from flows.redoing.reannotation import Choice, remake
from flows.settings import Settings
from tests.folders import dump, ingest, rows
from tests.test_learned import is_sound

NAMES = ("export-factiva", "export-nexis-numbered", "export-nexis-uni", "export-proquest")
GOLDEN = Path(__file__).parent / "golden"


def test_each_document_is_an_article_and_is_made_again_the_same(tmp_path: Path, database: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(GOLDEN / name / "input.txt", folder / f"{name}.txt")
    ingest(folder, database)
    told = rows(
        database,
        "SELECT uri, record, title, date(published_at), source_name, count(*) FILTER (WHERE rule = 'export-head') > 2 "
        "FROM articles JOIN documents ON documents.id = document_id JOIN blocks USING (document_id) "
        "GROUP BY uri ORDER BY uri",
    )
    assert told[1] == (
        "export-factiva.txt#2", 2, "Union calls off strike at the old mill", "2023-05-06", "The Harbour Times", 1,
    )  # fmt: skip
    assert [uri for uri, *_ in told] == sorted(f"{name}.txt#{record}" for name in NAMES for record in (1, 2))
    before = dump(database, history=True)
    assert remake(Settings(database_url=str(database)), Choice()).articles == 0
    assert dump(database, history=True) == before
    is_sound(database)
