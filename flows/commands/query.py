"""`dateline query` and its kin: ask, and write the answer in the form that was asked for."""

from collections.abc import Mapping
from pathlib import Path

from db.queries import Parameter, ready_queries, run_query
from flows.commands.answers import require_form, require_new, write_answer
from flows.settings import Settings
from flows.text.errors import SettingsError

SECONDS = 60.0
"""How long a question may take when nothing else is said."""


def run_question(
    question: str | None,
    parameters: Mapping[str, str],
    form: str,
    settings: Settings,
    out: Path | None = None,
    *,
    force: bool = False,
    seconds: float = SECONDS,
) -> None:
    """Write the answer to standard output or `out`; of no question, the list of ready ones. Raises SettingsError."""
    require_form(form)
    if question is not None and not question.strip():
        raise SettingsError("nothing is asked", "give a SELECT, or a ready question: `dateline query` lists them")
    if out is not None:
        require_new(out, settings, force=force)
    if question is None:
        rows = [(query.name, query.title, _parameters(query.parameters)) for query in ready_queries().values()]
        write_answer(["name", "question", "parameters"], rows, form, out)
        return
    with run_query(settings.database_url, question, parameters, seconds=seconds) as answer:
        write_answer(answer.columns, answer.rows, form, out)


def _parameters(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(p.name if p.default is None else f"{p.name}={p.default}" for p in parameters)
