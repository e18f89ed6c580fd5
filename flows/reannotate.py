"""The Prefect flow `reannotate`: stored documents made into articles again, a task a batch."""

from datetime import datetime
from typing import Any

from prefect import State, flow, runtime, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed

from flows.making.reclean import Recleaned, reclean
from flows.redoing.reannotation import Choice, remake
from flows.running.bench import Bench
from flows.settings import load_settings
from flows.telling.summary import recleaned_facts, recleaned_sentence
from flows.telling.tables import write_rows


@task(name="reclean", cache_policy=NO_CACHE, persist_result=False)
def reclean_task(documents: list[int], bench: Bench, dry_run: bool) -> Recleaned:
    """Clean and recognise a batch of stored documents, and write what became another article."""
    return reclean(documents, bench, dry_run=dry_run)


@flow(name="reannotate", persist_result=False, validate_parameters=False)
def reannotate(
    rule: str | None = None,
    source: str | None = None,
    uri: str | None = None,
    stale: bool = False,
    since: datetime | None = None,
    dry_run: bool = False,
) -> State[Any]:
    """Make the chosen documents of the database of DATELINE_DATABASE_URL into articles again."""
    run = runtime.flow_run.get_id()
    done = remake(
        load_settings(), Choice(rule, source, uri, stale, since), dry_run=dry_run, how=reclean_task, flow_run_id=run
    )
    table = "".join(write_rows(["what", "count"], recleaned_facts(done), "markdown"))
    sentence = recleaned_sentence(done)
    create_markdown_artifact(f"## {sentence}\n\n{table}", key="dateline-reannotate", description=sentence)
    return Completed(message=sentence, data=done)
