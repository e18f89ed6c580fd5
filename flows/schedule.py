"""The process that serves the ingest flow: Prefect's runner, and a look at what is due and what is orphaned.

One run at a time. Of ticks that were missed one is made up for. A run whose process is gone is closed, so that nothing
stays Running for ever. `flows.scheduling.supervise` starts it; a Prefect server must be configured.
"""

import asyncio
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.runner import Runner
from prefect.schedules import Cron, Interval
from prefect.states import Completed, Crashed
from prefect.types.entrypoint import EntrypointType

from db.engine import make_engine, transaction
from db.errors import DatabaseError
from db.running.runs import ended_flow_runs, live_flow_run
from flows.ingest import TAG, ingest
from flows.scheduling.prefect_setup import log_to_file
from flows.scheduling.supervise import Served
from flows.scheduling.timetable import write_timetable
from flows.settings import load_settings
from flows.telling.log import log_as_asked

LOOKED_EVERY = 10.0
"""Seconds between two looks."""

LATE = timedelta(seconds=5)
"""A run that should have begun so long ago is late."""

YOUNG = timedelta(seconds=60)
"""A run may be so old before anybody asks where its process is."""

PATIENCE = 12.0
"""Seconds that leaving may take."""

OPEN = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]

logger = logging.getLogger("dateline.schedule")


class Server(Runner):
    """Leaves on SIGTERM as it does on SIGINT; Prefect 3.8's own way prints a traceback of cancelled tasks."""

    def handle_sigterm(self, *args: object, **kwargs: object) -> None:
        """Leave as on Ctrl-C; without a server to report to that would never end, so insist after a while."""
        end = threading.Timer(PATIENCE, os.killpg, (os.getpgid(0), signal.SIGKILL))
        end.daemon = True
        end.start()
        signal.raise_signal(signal.SIGINT)


def serve(served: Served) -> None:
    """Serve the flow in this process until it is stopped."""
    zone = served.timezone
    every = timedelta(seconds=served.seconds or 3600)
    when = Cron(served.cron, timezone=zone) if served.cron else Interval(every, timezone=zone)
    server = Server(name=served.name, limit=1, pause_on_shutdown=False)
    server.add_flow(
        ingest,
        name=served.name,
        schedule=when,
        parameters={"paths": served.paths, "feeds": served.feeds, "allow_private": served.allow_private},
        tags=[TAG],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(server, served))
    except Exception as error:  # as a rule the server is away: no hundred lines about each of its connections
        logger.warning("serving ended: %s: %s", type(error).__name__, error)
        raise SystemExit(1) from None


async def _serve(server: Server, served: Served) -> None:
    """First close what an earlier process left open, then serve, and look again and again."""
    async with get_client() as client:
        await tidy(client, served, (), timedelta())
        looking = asyncio.create_task(_look_on(client, server, served))
        try:
            await server.start()
        finally:
            looking.cancel()


async def _look_on(client: PrefectClient, server: Server, served: Served) -> None:
    while True:
        await asyncio.sleep(LOOKED_EVERY)
        try:
            await tidy(client, served, set(server._flow_run_process_map), YOUNG)
        except Exception as error:  # the server may be away for a moment; the next look tells
            logger.info("could not look at the runs: %s", error)


async def tidy(client: PrefectClient, served: Served, ours: Collection[Any], young: timedelta) -> None:
    """Of late runs leave the newest, close orphans, and note when the next one is due.

    `ours` are the runs whose processes this one watches; nobody asks after those in a state for less than `young`.
    """
    moment = datetime.now(UTC)
    due = await _runs(client, served, [StateType.SCHEDULED])
    late = [run for run in due if (run.expected_start_time or moment) < moment - LATE]
    for run in late[:-1]:
        await client.delete_flow_run(run.id)
    if late[:-1]:
        logger.info("ticks were missed; one run makes up for them", extra={"facts": {"missed": len(late) - 1}})
    suspects = [run for run in await _runs(client, served, OPEN) if run.id not in ours and _is_old(run, moment, young)]
    for run, state in _orphans(suspects):
        logger.warning("closed run %s, whose process is gone: %s", run.name, state.message)
        await client.set_flow_run_state(run.id, state, force=True)
    coming = [run.expected_start_time for run in due if run.expected_start_time and run not in late]
    write_timetable(Path(served.home), served, os.environ.get("PREFECT_API_URL", ""), min(coming, default=None))


async def _runs(client: PrefectClient, served: Served, states: list[StateType]) -> list[FlowRun]:
    """Runs of this deployment in those states, in the order in which they are due."""
    return await client.read_flow_runs(
        deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[served.name])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states))),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=200,
    )


def _is_old(run: FlowRun, moment: datetime, young: timedelta) -> bool:
    return run.state is None or moment - run.state.timestamp >= young


def _orphans(suspects: Sequence[FlowRun]) -> list[tuple[FlowRun, State[Any]]]:
    """Those whose process is gone, with the state that is true of them; the database knows who is writing."""
    if not suspects:
        return []
    try:
        live, ended = _known([str(run.id) for run in suspects])
    except DatabaseError:  # no run has made the database yet, or it cannot be read now
        return []
    return [(run, _end(ended.get(str(run.id)))) for run in suspects if str(run.id) != live]


def _known(runs: list[str]) -> tuple[str | None, dict[str, str]]:
    """Which run is writing now, and how those of `runs` ended that did."""
    engine = make_engine(load_settings().database_url, read_only=True)
    try:
        with transaction(engine) as connection:
            return live_flow_run(connection), ended_flow_runs(connection, runs)
    finally:
        engine.dispose()


def _end(state: str | None) -> State[Any]:
    if state is not None and state.startswith("completed"):
        return Completed(message=f"{state}; its end was not heard of")
    return Crashed(name="Interrupted", message="its process ended before it did; the next run completes the work")


if __name__ == "__main__":
    log_as_asked(load_settings().log)
    told = Served(**json.loads(sys.argv[1]))
    log_to_file(Path(told.home))
    serve(told)
