"""`dateline restore`: put back into an article what cleaning removed, for good, or take that decision back."""

from sqlalchemy import Connection

from db.cleaning.decisions import restore, undo_restore
from db.engine import transaction
from db.loading.reread import removing_rules
from flows.commands.finding import the_document
from flows.making.reclean import reclean
from flows.running.bench import open_bench
from flows.running.clock import now
from flows.settings import Settings
from flows.telling.tables import one_line
from flows.text.errors import SettingsError
from flows.text.learned import EVERY_RULE


def run_restore(settings: Settings, uri: str, rule: str | None, *, undo: bool) -> int:
    """Keep the decision and clean the article again at once. Returns the exit code.

    Raises SettingsError when the document is not there or nothing of it was removed so.
    """
    with open_bench(settings, "restore") as bench:
        with transaction(bench.engine) as connection:
            document = the_document(connection, uri).id
            (_undo if undo else _restore)(connection, document, uri, rule)
        done = reclean([document], bench)
    for reject in done.rejects:
        raise reject.error
    print(f"{one_line(uri)}: {'cleaned again' if done.articles else 'as it was'}")
    return 0


def _restore(connection: Connection, document: int, uri: str, rule: str | None) -> None:
    removing = removing_rules(connection, document)
    if not removing or (rule is not None and rule not in removing):
        what = f"{rule} removed nothing" if rule else "nothing was removed"
        mend = f"rules that did: {', '.join(removing)}" if removing else "see `dateline diff`"
        raise SettingsError(f"{what} in {uri}", mend)
    restore(connection, document, rule or EVERY_RULE, now())


def _undo(connection: Connection, document: int, uri: str, rule: str | None) -> None:
    if not undo_restore(connection, document, rule):
        raise SettingsError(f"nothing {f'of {rule} ' if rule else ''}was put back in {uri}", "see table restorations")
