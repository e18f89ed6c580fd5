"""Two ways of making stored documents into articles, set beside each other; nothing is written."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection

from db.cleaning.decisions import restored_rules
from db.cleaning.learned import learned_notices, vetoed
from db.engine import make_engine, transaction
from db.loading.reread import Reread, Wanted, documents_where, reread
from db.loading.stored import stored_documents
from db.migrate import require_current
from flows.making.drafts import Made, make_all
from flows.making.tools import Recipe, Tools
from flows.redoing.comparison import Comparison, Side
from flows.rows import to_document
from flows.settings import Settings
from flows.text.boilerplate.rules import load_rules
from flows.text.recognisers import require_known


def compare_ways(before: Settings | None, after: Settings, source: str | None, limit: int) -> Comparison:
    """What `after` makes of up to `limit` stored documents (of a source) against what `before` makes of them.

    Without `before`, against what is stored. Notices are those that are learned now, on both sides.
    """
    done, last = Comparison(), 0
    engine = make_engine(after.database_url, read_only=True)
    try:
        with transaction(engine) as connection:
            require_current(connection)
            tools = [_tools(connection, way) if way else None for way in (before, after)]
        while done.documents + done.failed < limit:
            size = min(after.batch_size, limit - done.documents - done.failed)
            with transaction(engine) as connection:
                documents = documents_where(connection, Wanted(source), after=last, limit=size)
                read = reread(connection, documents)
                restored = restored_rules(connection, documents)
                stored = _stored(connection, read) if before is None else {}
            if not documents:
                break
            last = documents[-1]
            sides = [_made(read, restored, each) if each else stored for each in tools]
            for each in read:
                done.add_either(each.row.uri, sides[0].get(each.id), sides[1].get(each.id))
    finally:
        engine.dispose()
    return done


def _tools(connection: Connection, way: Settings) -> Tools:
    """The tools of a way, with the notices that the database has learned. Raises SettingsError."""
    require_known(way.recogniser)
    learned = {source: frozenset(found) for source, found in learned_notices(connection).items()}
    refused = frozenset(vetoed(connection))
    tools = Recipe(way.recogniser, way.model, load_rules(way.rules), learned, refused).tools()
    tools.recogniser()  # what cannot be used is to be told at once, not of each document
    return tools


def _stored(connection: Connection, read: Sequence[Reread]) -> dict[int, Side]:
    sides = {}
    for collection, some in groupby(read, key=lambda each: each.collection_id):
        of_collection = list(some)
        found = stored_documents(connection, collection, [each.row.uri for each in of_collection])
        for each in of_collection:
            sides[each.id] = Side.of(found[each.row.uri].article, found[each.row.uri].mentions)
    return sides


def _made(read: Sequence[Reread], restored: Mapping[int, frozenset[str]], tools: Tools) -> dict[int, Side]:
    given = [(to_document(each.row), each.file, restored.get(each.id, frozenset())) for each in read]
    made = make_all(given, tools)
    return {
        each.id: Side.of(result.rows.article, result.rows.mentions)
        for each, result in zip(read, made, strict=True)
        if isinstance(result, Made)
    }
