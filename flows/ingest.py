"""The Prefect flow `ingest`: find → clean and recognise in batches → load. Its steps are plain functions elsewhere."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from prefect import State, flow, runtime, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.states import Cancelled, Completed

from db.errors import PassingTrouble, RunGoingOn
from db.records import LoadCounts
from flows.fetch.gather import feeds_at, fetch_feeds
from flows.report import publish, sentence
from flows.running.batches import Batch
from flows.running.bench import Bench
from flows.running.conduct import Steps, conduct
from flows.running.steps import annotate_batch, load_batch
from flows.settings import load_settings
from flows.telling.log import log_as_asked

__all__ = ["TAG", "ingest", "tags"]

TAG = "dateline"
"""What every run of ours is tagged with in Prefect."""


def may_pass(task_: Any, run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed load is worth another try: a locked database, a lost connection; nothing else."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, PassingTrouble)


@task(name="annotate", task_run_name="annotate batch {number}", cache_policy=NO_CACHE, persist_result=False)
def annotate_task(batch: Batch, bench: Bench, number: int) -> None:
    """Clean and recognise a batch."""
    annotate_batch(batch, bench)


@task(
    name="load",
    task_run_name="load batch {number}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=may_pass,
)
def load_task(batch: Batch, bench: Bench, number: int) -> LoadCounts:
    """Load a batch in one transaction."""
    return load_batch(batch, bench)


TASKS = Steps(
    annotate=lambda batch, bench: annotate_task(batch, bench, batch.number),
    load=lambda batch, bench: load_task(batch, bench, batch.number),
)


@task(name="fetch", cache_policy=NO_CACHE, persist_result=False)
def fetch_task(feeds: list[str], allow_private: bool) -> list[Path]:
    """Fetch feeds; the folders of their pages."""
    settings = load_settings()
    return [folder for each in feeds_at(feeds, allow_private=allow_private) for folder in fetch_feeds(settings, each)]


def run_name() -> str:
    """What a run is called in Prefect's pages: the folders it reads, and the hosts of its feeds or their files."""
    given = runtime.flow_run.parameters
    feeds = [urlsplit(feed).hostname or Path(feed).name for feed in given.get("feeds") or []]
    return "ingest " + ", ".join([*(Path(path).name for path in given["paths"]), *feeds])


@flow(name="ingest", flow_run_name=run_name, persist_result=False, validate_parameters=False)
def ingest(
    paths: list[str],
    mapping: Mapping[str, str] | None = None,
    feeds: list[str] | None = None,
    allow_private: bool = False,
) -> State[Any]:
    """Read what is new or changed in `paths` and `feeds` into the database that DATELINE_DATABASE_URL names.

    `feeds` are addresses, and paths of files of feeds; Prefect stores them in clear, so that an address with a secret
    in it belongs into a file.

    The database is a setting and no parameter, since Prefect stores parameters in clear.
    """
    settings = load_settings()
    log_as_asked(settings.log)
    fetched = fetch_task(feeds, allow_private) if feeds else []
    try:
        report = conduct([*map(Path, paths), *fetched], settings, mapping or {}, TASKS, runtime.flow_run.get_id())
    except RunGoingOn as error:
        if runtime.deployment.get_id() is None:
            raise
        return Cancelled(name="Skipped", message=error.message)
    publish(report)
    name = "CompletedWithRejects" if report.tally.rejects else "Completed"
    return Completed(name=name, message=sentence(report), data=report)
