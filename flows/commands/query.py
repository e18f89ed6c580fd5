"""`dateline query` and its kin: ask, and write the answer in the form that was asked for."""

import sys
from collections.abc import Mapping

from db.queries import Parameter, ready_queries, run_query
from flows.settings import Settings
from flows.tables import FORMS, write_rows
from flows.text.errors import SettingsError


def run_question(question: str | None, parameters: Mapping[str, str], form: str, settings: Settings) -> None:
    """Write the answer to standard output; without a question, the list of ready ones. Raises SettingsError."""
    if form not in FORMS:
        raise SettingsError(f"there is no format {form}", f"choose one of {', '.join(FORMS)}")
    if question is None:
        _list(form)
        return
    with run_query(settings.database_url, question, parameters) as answer:
        sys.stdout.writelines(write_rows(answer.columns, answer.rows, form))


def _list(form: str) -> None:
    rows = [(query.name, query.title, _parameters(query.parameters)) for query in ready_queries().values()]
    sys.stdout.writelines(write_rows(["name", "question", "parameters"], rows, form))


def _parameters(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(p.name if p.default is None else f"{p.name}={p.default}" for p in parameters)
